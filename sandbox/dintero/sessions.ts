import type { Clock } from '../clock.js';
import { HttpError } from '../http/http-error.js';
import type { Random } from '../random.js';
import type { Account } from './account.js';
import type { GroupPeriods } from './kravia/group-periods.js';
import type { Kravia } from './kravia/kravia.js';
import type { Outcome } from './kravia/test-aliases.js';
import type { Notifier } from './messages/notifier.js';
import { newTransaction } from './new-transaction.js';
import type { InvoiceTerms, SessionRecord, TransactionRecord } from './records.js';
import { noteSessionEvent } from './session-events.js';
import type { SessionRequest } from './validation/session-validation.js';
import type { Address, Order } from './wire.js';

/** Sessions from their beginning to the transaction, or to their cancellation. */
export class Sessions {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly kravia: Kravia,
    private readonly periods: GroupPeriods,
    private readonly notifier: Notifier,
  ) {}

  open(account: Account, request: SessionRequest, systemHeaders: Readonly<Record<string, string>>): SessionRecord {
    const now = this.clock.nowIso();
    const session: SessionRecord = {
      ...request,
      id: `${account.id}.${this.random.id()}`,
      account,
      createdAt: now,
      updatedAt: now,
      systemHeaders,
      events: [],
      transaction: null,
      authorized: false,
      cancelledAt: null,
    };
    noteSessionEvent(session, 'INITIATED', now);
    account.addSession(session);
    return session;
  }

  update(session: SessionRecord, order: Order): void {
    session.order = order;
    noteSessionEvent(session, 'UPDATE_SESSION', this.clock.nowIso());
  }

  /** @throws HttpError 412 when the session cannot be paid any more */
  pay(
    session: SessionRecord,
    terms: InvoiceTerms,
    billingAddress: Address,
    outcome: Outcome | null = null,
  ): TransactionRecord {
    this.refuseUnpayable(session);
    const id = `${session.account.id}.${this.random.id()}`;
    const record = newTransaction(session, terms, billingAddress, id, this.clock.nowIso());
    session.transaction = record;
    session.account.transactions.add(record);
    this.kravia.decide(record, outcome);
    this.periods.watch(record);
    return record;
  }

  /** @throws HttpError 400 when its transaction is neither initialised nor authorised */
  cancel(session: SessionRecord, clientId: string): void {
    if (session.cancelledAt !== null) throw new HttpError(400, 'The session is cancelled already.');
    const status = session.transaction?.wire.status ?? null;
    if (status !== null && status !== 'INITIATED' && status !== 'AUTHORIZED') {
      throw new HttpError(400, `A session whose transaction is ${status} cannot be cancelled.`);
    }
    session.cancelledAt = this.clock.nowIso();
    noteSessionEvent(session, 'CANCELLED', session.cancelledAt);
    if (session.transaction === null) this.notifier.cancelled(session);
    else this.kravia.void(session.transaction, clientId);
  }

  /** @throws HttpError 412 when the page of the session shows nothing to pay any more */
  visit(session: SessionRecord): void {
    this.refuseUnpayable(session);
    noteSessionEvent(session, 'VISITED', this.clock.nowIso());
  }

  /** The customer presses cancel on the page. */
  leave(session: SessionRecord): void {
    session.cancelledAt = this.clock.nowIso();
    noteSessionEvent(session, 'CANCELLED', session.cancelledAt);
    this.notifier.cancelled(session);
  }

  /** An attempt of the customer comes to nothing, not even a transaction; another one may follow. */
  failAttempt(session: SessionRecord): void {
    noteSessionEvent(session, 'PAY_FAILED', this.clock.nowIso(), { error: 'Rejected' });
    this.notifier.attemptFailed(session);
  }

  private refuseUnpayable(session: SessionRecord): void {
    if (session.transaction !== null) throw new HttpError(412, 'The session has been paid: it has a transaction.');
    if (session.cancelledAt !== null) throw new HttpError(412, 'The session is cancelled.');
    if (session.expiresAt !== null && Date.parse(session.expiresAt) <= this.clock.nowMs()) {
      throw new HttpError(412, `The session expired at ${session.expiresAt}.`);
    }
  }
}
