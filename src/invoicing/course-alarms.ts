import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ErrorDetails } from '../domain/errors.js';
import type { InvoiceCourse } from '../domain/invoice/invoice-course.js';
import type { ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import { VOID_CAUSES } from '../domain/invoice/void-cause.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions, type StoredWish } from '../exceptions/exceptions.js';
import type { Advance } from './advance.js';
import { ChannelFallback, isChannelRefusal } from './channel-fallback.js';
import type { CourseChanges } from './course-changes.js';
import type { Invoice } from './invoices.js';
import { saleDateOf } from './sale-date.js';
import { DECIDE_VOID, RESUBMIT_INVOICE } from './steps.js';

type Raise = (
  code: ExceptionCode,
  details: ErrorDetails,
  press?: { readonly retry?: StoredWish; readonly choices?: Readonly<Record<string, StoredWish>> },
) => Promise<void>;

/** What a person must know about what became known of an invoice. */
@Injectable()
export class CourseAlarms {
  constructor(
    private readonly exceptions: Exceptions,
    private readonly channels: ChannelFallback,
  ) {}

  /** @param invoice as it is now */
  async run(
    manager: EntityManager,
    merchant: Merchant,
    invoice: Invoice,
    { before, from, to, seen, changes }: Advance & { readonly changes: CourseChanges },
  ): Promise<void> {
    const raise: Raise = async (code, details, press = {}) =>
      this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code,
        subject: { kind: 'invoice', id: invoice.reference },
        details,
        ...press,
      });
    if (seen) await this.aboutTheLook(raise, invoice, before, to, seen);
    if (seen && invoice.state === 'rejected') await this.aboutTheRefusal(manager, merchant, raise, invoice, seen);
    await aboutTheDate(merchant, raise, before, invoice);
    await this.aboutMoney(raise, invoice, from, to);
    await this.aboutTheRest(raise, invoice, from, to);
    if (changes.undone.length > 0) {
      await raise('BOOKS_CORRECTED', { parts: changes.undone.map(({ what }) => what).join(', ') });
    }
  }

  private async aboutTheLook(
    raise: Raise,
    invoice: Invoice,
    { channel: asked }: Invoice,
    to: InvoiceCourse,
    seen: ProviderTransaction,
  ): Promise<void> {
    if (asked !== null && invoice.channel !== asked && invoice.state !== 'rejected') {
      await raise('CHANNEL_DIFFERS', { ours: asked, theirs: invoice.channel });
    }
    if (seen.claimsPaid && to.paidMinor < invoice.totalMinor && to.voidedBy === null) {
      const [paid, total] = [to.paidMinor, invoice.totalMinor].map(formatMinor);
      await raise('STATUS_EVENTS_DISAGREE', { status: seen.status, paid: paid ?? '', total: total ?? '' });
    }
  }

  private async aboutTheRefusal(
    manager: EntityManager,
    merchant: Merchant,
    raise: Raise,
    invoice: Invoice,
    { refusal, status }: ProviderTransaction,
  ): Promise<void> {
    if (refusal && isChannelRefusal(invoice, refusal)) {
      await this.channels.run(manager, merchant, invoice, refusal);
      return;
    }
    const reason = refusal?.message ?? `the transaction is ${status}`;
    const isFinal = refusal?.final ?? false;
    const press = isFinal ? {} : { retry: { step: RESUBMIT_INVOICE, subject: invoice.id } };
    await raise('PROVIDER_REJECTED', { reason, code: refusal?.code ?? status }, press);
  }

  private async aboutMoney(raise: Raise, invoice: Invoice, from: InvoiceCourse, to: InvoiceCourse): Promise<void> {
    const isNew = (known: readonly { readonly key: string }[], key: string): boolean =>
      known.every((event) => event.key !== key);
    for (const { key } of to.unreadable.filter((event) => isNew(from.unreadable, event.key))) {
      await raise('PAYMENT_UNREADABLE', { event: key });
    }
    for (const { key, kind, name, amount } of to.unexpected.filter((event) => isNew(from.unexpected, event.key))) {
      const details = { event: key, name, amount: amount ? formatMinor(amount.minor) : null };
      await raise(kind === 'corrected' ? 'EVENT_CORRECTED' : 'REFUND_REPORTED', details);
    }
    const excess = sumOf(to.payments, 'overpaidMinor') - sumOf(from.payments, 'overpaidMinor');
    if (excess > 0n) {
      const code = invoice.voidedAt === null ? 'OVERPAID' : 'CAPTURE_AFTER_VOID';
      await raise(code, { amount: formatMinor(excess) });
    }
    const takenBack = sumOf(to.reversals, 'toReceivableMinor') - sumOf(from.reversals, 'toReceivableMinor');
    if (takenBack > 0n) await raise('PAYMENT_REVERSED', { amount: formatMinor(takenBack) });
  }

  private async aboutTheRest(raise: Raise, invoice: Invoice, from: InvoiceCourse, to: InvoiceCourse): Promise<void> {
    if (to.rest?.treatment !== 'undecided' || from.rest?.treatment === 'undecided') return;
    const choices = VOID_CAUSES.map((cause): [string, StoredWish] => [
      cause,
      { step: DECIDE_VOID, subject: `${invoice.id}:${cause}` },
    ]);
    const details = {
      paid: formatMinor(invoice.totalMinor - to.rest.amountMinor),
      rest: formatMinor(to.rest.amountMinor),
      cause: invoice.cancelCause,
    };
    await raise('VOID_CAUSE_NEEDED', details, { choices: Object.fromEntries(choices) });
  }
}

/** The date came after the booking and lies in another month: what an accountant must know, and nobody else can judge. */
async function aboutTheDate(
  merchant: Merchant,
  raise: Raise,
  before: Invoice,
  { invoiceDate }: Invoice,
): Promise<void> {
  const { collectionStartedAt } = before;
  if (collectionStartedAt === null || before.invoiceDate !== null || invoiceDate === null) return;
  const booked = saleDateOf(before, { occurredAt: collectionStartedAt }, merchant);
  if (booked.slice(0, 7) !== invoiceDate.slice(0, 7)) await raise('INVOICE_DATE_LATE', { booked, invoiceDate });
}

function sumOf<K extends string>(parts: readonly Readonly<Record<K, bigint>>[], name: K): bigint {
  return parts.reduce((sum, part) => sum + part[name], 0n);
}
