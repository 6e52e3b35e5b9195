import type { Clock } from '../../clock.js';
import type { Random } from '../../random.js';
import type { TransactionRecord } from '../records.js';
import type { TransactionEvent } from '../wire.js';

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
}
