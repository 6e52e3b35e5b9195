import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ErrorDetails, RuleViolation } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { InvoiceRow } from './invoice.entity.js';
import type { Invoice } from './invoices.js';
import { issued, type IssueOutcome } from './issue-outcome.js';

/**
 * Finds the transaction that is this invoice already: made by a call of ours whose answer was lost, or sold elsewhere.
 * It is adopted instead of doubled, after it was compared.
 */
@Injectable()
export class AdoptTransaction {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gateway: InvoiceGateway,
  ) {}

  /**
   * What exists already instead of a new invoice: ours, or the sale the merchant's configuration says to look for.
   * @param own whether our own reference may have been used
   * @throws RuleViolation as `find` and `findSale`
   */
  async existing(merchant: Merchant, invoice: Invoice, own: boolean): Promise<IssueOutcome | null> {
    const ours = own ? await this.find(merchant, invoice) : null;
    if (ours) return issued(ours);
    const name = merchant.invoicing.lookUpReference;
    const sale = name === null ? null : await this.findSale(merchant, invoice, invoice[name]);
    return sale && { kind: 'transaction', transaction: sale, soldElsewhere: true };
  }

  /**
   * The transaction that carries this invoice's reference, or null when there is none, or only refused ones.
   * @throws RuleViolation DUPLICATE_AT_PROVIDER when several were accepted
   * @throws RuleViolation ADOPTION_MISMATCH when it is for another amount, currency or product
   */
  async find(merchant: Merchant, invoice: Invoice): Promise<ProviderTransaction | null> {
    const found = await this.gateway.findByReference(merchant, invoice.reference);
    return this.only(
      invoice,
      invoice.reference,
      found.filter(({ standing }) => standing !== 'refused'),
    );
  }

  /**
   * A living sale under another reference than ours, such as a webshop's; null when there is none.
   * @throws RuleViolation as `find`, and SALE_TAKEN
   */
  async findSale(merchant: Merchant, invoice: Invoice, reference: string): Promise<ProviderTransaction | null> {
    const found = await this.gateway.findByReference(merchant, reference);
    return this.only(invoice, reference, found.filter(isAlive));
  }

  /**
   * Compares a transaction with the invoice it is to be.
   * @throws RuleViolation ADOPTION_MISMATCH · SALE_TAKEN when it is another order's already
   */
  async compare(invoice: Invoice, transaction: ProviderTransaction): Promise<ProviderTransaction> {
    const difference = differenceOf(invoice, transaction);
    if (difference) {
      const message = 'The transaction is not the one the order asks for.';
      throw new RuleViolation('ADOPTION_MISMATCH', message, { reference: transaction.reference, ...difference });
    }
    const { merchantId } = invoice;
    const { transactionId } = transaction;
    const owner = await this.dataSource.manager.findOneBy(InvoiceRow, { merchantId, transactionId });
    if (!owner || owner.id === invoice.id) return transaction;
    const message = `The transaction belongs to order ${owner.orderId} already.`;
    throw new RuleViolation('SALE_TAKEN', message, { transactionId, orderId: owner.orderId });
  }

  private async only(
    invoice: Invoice,
    reference: string,
    usable: readonly ProviderTransaction[],
  ): Promise<ProviderTransaction | null> {
    if (usable.length > 1) {
      const message = 'The provider has several accepted transactions with this reference.';
      throw new RuleViolation('DUPLICATE_AT_PROVIDER', message, { reference, count: usable.length });
    }
    const [transaction] = usable;
    return transaction ? this.compare(invoice, transaction) : null;
  }
}

/** Neither refused nor cancelled: a sale that still stands. */
export function isAlive({ standing, events }: ProviderTransaction): boolean {
  return standing !== 'refused' && !events.some(({ kind, succeeded }) => kind === 'voided' && succeeded);
}

function differenceOf(invoice: Invoice, transaction: ProviderTransaction): ErrorDetails | null {
  const { amount, product, productName } = transaction;
  if (amount.currency !== invoice.currency) {
    return { what: 'currency', ours: invoice.currency, theirs: amount.currency };
  }
  if (amount.minor !== invoice.totalMinor) {
    return {
      what: 'amount',
      ours: `${formatMinor(invoice.totalMinor)} ${invoice.currency}`,
      theirs: `${formatMinor(amount.minor)} ${amount.currency}`,
    };
  }
  // An answer without a product says nothing; another product than an invoice is a difference.
  if (product === invoice.product || productName === null) return null;
  return { what: 'product', ours: invoice.product, theirs: product ?? productName };
}
