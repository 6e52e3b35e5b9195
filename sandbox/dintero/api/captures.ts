import type { Clock } from '../../clock.js';
import { type Answer, json } from '../../http/answer.js';
import { type FieldError, FieldReader, INT32_MAX } from '../../http/field-reader.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import type { CaptureDetails, Kravia } from '../kravia/kravia.js';
import type { TransactionRecord } from '../records.js';
import type { Call } from './admission.js';

const METADATA_KEY = /^ext_.{1,124}$/;
const METADATA_VALUE_MAX = 256;
/** No length is published; this one is the sandbox's own. */
const REFERENCE_MAX = 100;
/** How long a capture answered 202 takes to show its event. */
const ACCEPTED_DELAY_MS = 300;

interface CaptureRequest extends CaptureDetails {
  readonly amountMinor: number;
}

/** The capture of an invoice the merchant delivers itself: it starts collection, and moves no money. */
export class Captures {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly kravia: Kravia,
  ) {}

  /** @throws HttpError 400 when the request is wrong or the transaction in no state to be captured */
  capture(record: TransactionRecord, { incoming, clientId }: Call): Answer {
    const errors: FieldError[] = [];
    const request = readCapture(incoming.body, record, errors);
    refuseIfAny(errors);
    refuseState(record);
    if (request.amountMinor !== record.wire.amount) {
      throw new HttpError(
        400,
        `Kravia invoices are captured in full: ${record.wire.amount}, not ${request.amountMinor}.`,
      );
    }
    const details = { ...request, createdBy: clientId };
    if (record.account.settings.captureStatus === 202) return this.accept(record, details);
    this.kravia.startCollection(record, details);
    return json(record.wire);
  }

  /** The event comes later and names the request it belongs to. */
  private accept(record: TransactionRecord, details: CaptureDetails): Answer {
    const correlationRequestId = this.random.uuid();
    record.collection = 'requested';
    this.clock.after(ACCEPTED_DELAY_MS, () => {
      this.kravia.startCollection(record, { ...details, correlationRequestId });
    });
    return json(record.wire, 202, { 'event-request-id': correlationRequestId });
  }
}

function refuseState(record: TransactionRecord): void {
  const { status } = record.wire;
  if (status !== 'AUTHORIZED') throw new HttpError(400, `A transaction with status ${status} cannot be captured.`);
  if (record.collection !== 'none')
    throw new HttpError(400, 'The transaction is captured already: collection has started.');
  if (record.invoice === null)
    throw new HttpError(400, 'A grouped purchase is collected when its period ends, not by capture.');
}

function readCapture(body: unknown, record: TransactionRecord, errors: FieldError[]): CaptureRequest {
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(['amount', 'capture_reference', 'items', 'metadata', 'final_capture']);
  if (reader.has('final_capture')) reader.fail('final_capture', 'is for cards only');
  const amountMinor = reader.integer('amount', { required: true, min: 1, max: INT32_MAX }) ?? 0;
  const reference = reader.text('capture_reference', { maxLength: REFERENCE_MAX }) ?? undefined;
  if (reader.has('items')) readItems(reader, record, amountMinor);
  const metadata = readMetadata(reader.object('metadata'));
  return { amountMinor, reference, items: reader.source.items, metadata };
}

function readItems(reader: FieldReader, record: TransactionRecord, amountMinor: number): void {
  const known = new Set(record.wire.items.map((item) => item.line_id));
  let sum = 0;
  for (const item of reader.list('items')) {
    sum += item.integer('amount', { required: true }) ?? 0;
    const lineId = item.text('line_id', { required: true });
    if (lineId !== null && !known.has(lineId)) item.fail('line_id', `there is no line ${lineId} in the order`);
  }
  if (sum !== amountMinor) reader.fail('items', `add up to ${sum}, not to the amount ${amountMinor}`);
}

function readMetadata(reader: FieldReader | null): Readonly<Record<string, string>> {
  if (reader === null) return {};
  for (const name of Object.keys(reader.source)) {
    if (!METADATA_KEY.test(name)) reader.fail(name, 'must start with ext_ and have at most 128 characters');
    reader.text(name, { maxLength: METADATA_VALUE_MAX });
  }
  return reader.source as Readonly<Record<string, string>>;
}
