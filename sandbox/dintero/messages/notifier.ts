import type { Clock } from '../../clock.js';
import type { SessionRecord, TransactionRecord } from '../records.js';
import { noteSessionEvent } from '../session-events.js';
import type { TransactionEvent } from '../wire.js';
import type { Callbacks } from './callbacks.js';
import type { Hooks } from './hooks.js';

/** Who is told what: the callback of the session, and the hooks of the account. */
export class Notifier {
  constructor(
    private readonly clock: Clock,
    private readonly callbacks: Callbacks,
    private readonly hooks: Hooks,
  ) {}

  authorized(record: TransactionRecord, event: TransactionEvent): void {
    if (record.session.callback !== null) {
      noteSessionEvent(record.session, 'AUTH_CALLBACK_SENT', this.clock.nowIso(), { transaction_event_id: event.id });
    }
    this.callbacks.send(record.session, { record });
    this.fireAuthorization(record, null);
    this.fireTransaction(record);
  }

  /**
   * After a FAILED payment the callback carries neither transaction id nor body, after a DECLINED one both:
   * the documentation calls them optional, so a receiver has to live with either.
   */
  failed(record: TransactionRecord): void {
    if (record.session.callback?.reportError === true) {
      const known = record.wire.status === 'DECLINED';
      this.callbacks.send(record.session, { record: known ? record : null, error: 'authorization' });
    }
    this.fireAuthorization(record, 'authorization');
    this.fireTransaction(record);
  }

  attemptFailed(session: SessionRecord): void {
    if (session.callback?.reportError === true) this.callbacks.send(session, { record: null, error: 'failed' });
  }

  cancelled(session: SessionRecord): void {
    if (session.callback?.reportError === true) this.callbacks.send(session, { record: null, error: 'cancelled' });
  }

  /** INITIATE_CAPTURE is not among the events a callback can report; only the hooks tell of it. */
  changed(record: TransactionRecord, event: TransactionEvent): void {
    if (record.session.callback?.reportEvents.has(event.event) === true) {
      this.callbacks.send(record.session, { record, event });
    }
    this.fireTransaction(record);
  }

  private fireTransaction(record: TransactionRecord): void {
    const { id, session_id, status, merchant_reference, merchant_reference_2, created_at, updated_at } = record.wire;
    this.hooks.fire(record.account, 'checkout_transaction', {
      transaction: { id, session_id, status, merchant_reference, merchant_reference_2, created_at, updated_at },
    });
  }

  private fireAuthorization(record: TransactionRecord, error: string | null): void {
    const { id, session_id, merchant_reference } = record.wire;
    this.hooks.fire(record.account, 'checkout_authorization', {
      authorization: { transaction_id: id, session_id, merchant_reference, error },
      transaction: { id },
    });
  }
}
