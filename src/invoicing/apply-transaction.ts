import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { courseOf } from '../domain/invoice/invoice-course.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { AdvanceInvoice } from './advance-invoice.js';
import type { NumberedInvoice } from './course-entries.js';
import { ErpNumbers } from './erp-numbers.js';
import { GroupedBilling } from './grouped/grouped-billing.js';
import { InvoiceHistories } from './invoice-histories.js';
import type { Invoice } from './invoices.js';
import { TransactionLog } from './transaction-log.js';
import { TransactionNudges } from './transaction-nudges.js';

/**
 * The one place where what the provider says becomes true here. Whoever read the transaction, whyever, hands it over:
 * the course of the invoice follows from every event ever seen, so doubled, late and reordered news end the same.
 */
@Injectable()
export class ApplyTransaction {
  constructor(
    private readonly log: TransactionLog,
    private readonly histories: InvoiceHistories,
    private readonly grouped: GroupedBilling,
    private readonly nudges: TransactionNudges,
    private readonly advance: AdvanceInvoice,
    private readonly numbers: ErpNumbers,
  ) {}

  /** @param before the invoice, locked by this transaction */
  async run(manager: EntityManager, merchant: Merchant, before: Invoice, seen: ProviderTransaction): Promise<Invoice> {
    const { known, fresh } = await this.log.record(manager, before, seen);
    const history = await this.histories.withEvents(manager, before, known);
    const told = toldBy(before, seen);
    const after = await this.advance.run(manager, merchant, {
      before,
      told: { ...told, ...(await this.grouped.run(manager, merchant, told, seen)) },
      from: courseOf(history),
      to: courseOf({ ...history, events: [...known, ...fresh] }),
      standing: seen.standing,
      seen,
      isFirst: known.length === 0,
    });
    await this.nudges.watch(manager, after, before, seen);
    await this.numbers.follow(manager, after);
    return after;
  }
}

/** Facts the provider gave once are never forgotten. */
function toldBy(before: Invoice, seen: ProviderTransaction): NumberedInvoice {
  const { facts } = seen;
  return {
    ...before,
    // Whoever the provider says delivers is who delivers; a difference is an exception.
    channel: facts.channel ?? before.channel,
    transactionId: seen.transactionId,
    sessionId: seen.sessionId ?? before.sessionId,
    // One that was refused may still be paid by somebody, until it is ended.
    openSessionId: seen.standing === 'accepted' ? null : before.openSessionId,
    secondReference: seen.secondReference,
    providerStatus: seen.status,
    providerStamp: seen.stamp,
    settlementStatus: seen.settlementStatus ?? before.settlementStatus,
    refusal: seen.refusal,
    callStartedAt: null,
    invoiceNumber: facts.invoiceNumber ?? before.invoiceNumber,
    kid: facts.kid ?? before.kid,
    bankAccount: facts.bankAccount ?? before.bankAccount,
    iban: facts.iban ?? before.iban,
    bic: facts.bic ?? before.bic,
    invoiceDate: facts.invoiceDate ?? before.invoiceDate,
    dueDate: facts.dueDate ?? before.dueDate,
    documentUrl: facts.documentUrl ?? before.documentUrl,
  };
}
