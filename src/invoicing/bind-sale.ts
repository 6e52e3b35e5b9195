import { Injectable } from '@nestjs/common';
import { ProviderRejected, RuleViolation } from '../domain/errors.js';
import { sessionStanding } from '../domain/invoice/provider-session.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import type { ExistingSale } from '../domain/order/order.js';
import { AdoptTransaction, isAlive } from './adopt-transaction.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { type Invoice, Invoices } from './invoices.js';
import type { IssueOutcome, IssueRoute } from './issue-outcome.js';
import { SessionGateway } from './session-gateway.port.js';

/** Binds an order to the sale it names. Nothing is ever invoiced here: what cannot be bound is explained. */
@Injectable()
export class BindSale implements IssueRoute {
  constructor(
    private readonly invoices: Invoices,
    private readonly gateway: InvoiceGateway,
    private readonly sessions: SessionGateway,
    private readonly adoption: AdoptTransaction,
  ) {}

  /** @throws RuleViolation SALE_UNKNOWN · SALE_TAKEN · ADOPTION_MISMATCH · DUPLICATE_AT_PROVIDER */
  async run(merchant: Merchant, invoice: Invoice): Promise<IssueOutcome> {
    try {
      return await this.bind(merchant, invoice);
    } catch (error) {
      // Cancelled before it was bound: there is nothing of ours to undo.
      if (error instanceof RuleViolation && invoice.cancelRequestedAt !== null) return { kind: 'withdrawn' };
      throw error;
    }
  }

  private async bind(merchant: Merchant, invoice: Invoice): Promise<IssueOutcome> {
    const { order } = await this.invoices.requestOf(merchant, invoice);
    const { sale } = order.invoice;
    if (!sale) throw new Error(`The order of invoice ${invoice.reference} names no sale.`);
    if (sale.by === 'session') return this.bindSession(merchant, invoice, sale);
    const transaction =
      sale.by === 'transaction'
        ? await this.read(sale, () => this.gateway.get(merchant, sale.id))
        : await this.adoption.findSale(merchant, invoice, sale.id);
    if (!transaction) throw unknown(sale, 'nothing was sold under this reference');
    return this.bound(invoice, sale, transaction);
  }

  /** A session nobody has paid yet is waited for. */
  private async bindSession(merchant: Merchant, invoice: Invoice, sale: ExistingSale): Promise<IssueOutcome> {
    const session = await this.read(sale, () => this.sessions.get(merchant, sale.id));
    const { sessionId, expiresAt, transactionId } = session;
    if (transactionId !== null) return this.bound(invoice, sale, await this.gateway.get(merchant, transactionId));
    const standing = sessionStanding(session, new Date());
    if (standing !== 'open') throw unknown(sale, `it is ${standing}, and was not paid`);
    return { kind: 'awaiting-debtor', sessionId, url: null, expiresAt };
  }

  private async bound(invoice: Invoice, sale: ExistingSale, transaction: ProviderTransaction): Promise<IssueOutcome> {
    if (!isAlive(transaction)) throw unknown(sale, `its transaction is ${transaction.status}`);
    return {
      kind: 'transaction',
      transaction: await this.adoption.compare(invoice, transaction),
      soldElsewhere: true,
    };
  }

  private async read<T>(sale: ExistingSale, get: () => Promise<T>): Promise<T> {
    try {
      return await get();
    } catch (error) {
      if (error instanceof ProviderRejected) throw unknown(sale, error.message);
      throw error;
    }
  }
}

function unknown({ by, id }: ExistingSale, reason: string): RuleViolation {
  return new RuleViolation('SALE_UNKNOWN', `The ${by} cannot be bound: ${reason}.`, { sale: `${by} ${id}`, reason });
}
