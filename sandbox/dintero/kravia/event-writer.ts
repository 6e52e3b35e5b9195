import type { Clock } from '../../clock.js';
import type { Random } from '../../random.js';
import type { TransactionRecord } from '../records.js';
import type { TransactionEvent, TransactionStatus } from '../wire.js';

type Draft = Omit<TransactionEvent, 'id' | 'created_at' | 'request_id' | 'success' | 'settlements'> & {
  readonly success?: boolean;
};

/** Appends events to transactions: the only place where a status changes. */
export class EventWriter {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  append(record: TransactionRecord, draft: Draft): TransactionEvent {
    const event: TransactionEvent = {
      id: String(record.wire.events.length + 1),
      success: true,
      created_at: this.clock.nowIso(),
      request_id: this.random.uuid(),
      ...draft,
    };
    record.wire.events.push(event);
    record.wire.status = event.transaction_status;
    record.wire.updated_at = event.created_at;
    return event;
  }

  /** The status without an event, as when Dintero and the gateway have drifted apart; or brought back in line. */
  setStatus(record: TransactionRecord, status: TransactionStatus): void {
    record.wire.status = status;
    record.wire.updated_at = this.clock.nowIso();
  }
}
