import { Injectable } from '@nestjs/common';
import { RuleViolation } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import type { Invoice } from './invoices.js';

/** Finds the transaction that an earlier, unanswered call may have made, so that it is adopted instead of doubled. */
@Injectable()
export class AdoptTransaction {
  constructor(private readonly gateway: InvoiceGateway) {}

  /**
   * The transaction that carries this invoice's reference, or null when there is none, or only refused ones.
   * @throws RuleViolation DUPLICATE_AT_PROVIDER when several were accepted
   * @throws RuleViolation ADOPTION_MISMATCH when it is for another amount, currency or product
   */
  async find(merchant: Merchant, invoice: Invoice): Promise<ProviderTransaction | null> {
    const found = await this.gateway.findByReference(merchant, invoice.reference);
    const usable = found.filter((transaction) => transaction.standing !== 'refused');
    if (usable.length > 1) {
      const message = 'The provider has several accepted transactions with this reference.';
      throw new RuleViolation('DUPLICATE_AT_PROVIDER', message, { reference: invoice.reference, count: usable.length });
    }
    const [transaction] = usable;
    if (!transaction) return null;
    const difference = differenceOf(invoice, transaction);
    if (difference) {
      const message = 'The transaction with this reference is not the one we asked for.';
      throw new RuleViolation('ADOPTION_MISMATCH', message, { reference: invoice.reference, ...difference });
    }
    return transaction;
  }
}

function differenceOf(
  invoice: Invoice,
  transaction: ProviderTransaction,
): Record<'what' | 'ours' | 'theirs', string> | null {
  const { amount, product } = transaction;
  if (amount.minor !== invoice.totalMinor || amount.currency !== invoice.currency) {
    return {
      what: 'amount',
      ours: `${invoice.totalMinor} ${invoice.currency}`,
      theirs: `${amount.minor} ${amount.currency}`,
    };
  }
  if (product !== null && product !== invoice.product)
    return { what: 'product', ours: invoice.product, theirs: product };
  return null;
}
