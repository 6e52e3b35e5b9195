import type { Clock } from '../../clock.js';
import { type Answer, json } from '../../http/answer.js';
import { HttpError } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import type { Kravia } from '../kravia/kravia.js';
import type { TransactionRecord } from '../records.js';
import type { Call } from './admission.js';

/** How long a void answered 202 takes to show its event. */
const ACCEPTED_DELAY_MS = 300;

/** The cancellation of what is unpaid. */
export class Voids {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly kravia: Kravia,
  ) {}

  /** @throws HttpError 400 for a transaction in no state to be voided */
  void(record: TransactionRecord, { clientId }: Call): Answer {
    if (record.wire.status === 'INITIATED') throw new HttpError(400, 'Not authorised yet: cancel its session instead.');
    if (record.account.settings.voidStatus === 202) return this.accept(record, clientId);
    this.kravia.void(record, clientId);
    return json(record.wire);
  }

  /** The event comes later, unless the debtor is faster. */
  private accept(record: TransactionRecord, clientId: string): Answer {
    this.kravia.refuseVoid(record);
    this.clock.after(ACCEPTED_DELAY_MS, () => {
      if (record.wire.status !== 'CAPTURED' && !record.restCancelled) this.kravia.void(record, clientId);
    });
    return json(record.wire, 202, { 'event-request-id': this.random.uuid() });
  }
}
