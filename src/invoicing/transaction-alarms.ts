import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ErrorDetails } from '../domain/errors.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import type { InvoiceChannel } from '../domain/order/order.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import type { Invoice } from './invoices.js';
import { RESUBMIT_INVOICE } from './steps.js';
import type { NewPayment, TransactionEffects } from './transaction-effects.js';

/** What a person must know about a look at a transaction. */
@Injectable()
export class TransactionAlarms {
  constructor(private readonly exceptions: Exceptions) {}

  /** @param invoice as it is after this look · @param asked the channel we had asked for */
  async run(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    asked: InvoiceChannel,
    seen: ProviderTransaction,
    effects: TransactionEffects,
  ): Promise<void> {
    const raise = async (code: ExceptionCode, details: ErrorDetails, retry = false): Promise<void> =>
      this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code,
        subject: { kind: 'invoice', id: invoice.reference },
        details,
        ...(retry ? { retry: { step: RESUBMIT_INVOICE, merchantId: merchant.id, subject: invoice.id } } : {}),
      });

    if (invoice.state === 'rejected') {
      const reason = seen.refusal?.message ?? `the transaction is ${seen.status}`;
      const code = seen.refusal?.code ?? seen.status;
      await raise('PROVIDER_REJECTED', { reason, code }, !(seen.refusal?.final ?? false));
    }
    if (invoice.channel !== asked) await raise('CHANNEL_DIFFERS', { ours: asked, theirs: invoice.channel });
    for (const event of effects.unreadable) await raise('PAYMENT_UNREADABLE', { event: event.key });
    const excess = effects.payments.reduce((sum, payment) => sum + excessOf(payment), 0n);
    if (excess > 0n) {
      const amount = formatMinor(excess);
      await raise(invoice.voidedAt === null ? 'OVERPAID' : 'CAPTURE_AFTER_VOID', { amount });
    }
    if (effects.voidedBy && effects.paidBeforeVoidMinor > 0n) {
      await raise('VOID_CAUSE_NEEDED', { paid: formatMinor(effects.paidBeforeVoidMinor) });
    }
    if (seen.claimsPaid && effects.paidMinor < invoice.totalMinor) {
      const [paid, total] = [effects.paidMinor, invoice.totalMinor].map(formatMinor);
      await raise('STATUS_EVENTS_DISAGREE', { status: seen.status, paid: paid ?? '', total: total ?? '' });
    }
  }
}

function excessOf({ amountMinor, openBeforeMinor }: NewPayment): bigint {
  return amountMinor > openBeforeMinor ? amountMinor - openBeforeMinor : 0n;
}
