import {
  CALLBACK_FAULTS,
  DOCUMENT_FAULTS,
  HTTP_FAULTS,
  IMAP_FAULTS,
  SMTP_FAULTS,
  type Fault,
  type FaultMatch,
  type FaultName,
} from '../faults.js';
import { type FieldError, FieldReader } from '../http/field-reader.js';
import { accepted } from '../http/http-error.js';
import { type Operation, OPERATIONS } from '../operations.js';

const FIELDS = [
  'operation',
  'fault',
  'times',
  'probability',
  'match',
  'status',
  'body',
  'html',
  'retryAfterSeconds',
  'delayMs',
  'url',
];

/** @throws HttpError 400 naming every wrong field, and every fault the operation can have */
export function readFault(body: unknown): Fault {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(FIELDS);
  const operation = reader.choice('operation', OPERATIONS, { required: true });
  const fault = operation === null ? null : reader.choice('fault', faultsOf(operation), { required: true });
  const details = readDetails(reader, fault);
  const times = reader.source.times === null ? null : (reader.integer('times', { min: 1 }) ?? 1);
  const probability = reader.number('probability', { min: 0, max: 1 }) ?? 1;
  const match = readMatch(reader.object('match'));
  const read = operation === null || fault === null ? null : { operation, fault };
  return { ...accepted(read, errors), times, probability, match, struck: 0, ...details };
}

function faultsOf(operation: Operation): readonly FaultName[] {
  if (operation === 'callback') return CALLBACK_FAULTS;
  if (operation === 'smtp.rcpt') return ['reject', 'greylist'];
  if (operation === 'smtp.data') return SMTP_FAULTS;
  if (operation === 'imap.login' || operation === 'imap.store') return IMAP_FAULTS;
  return operation === 'document' ? [...HTTP_FAULTS, ...DOCUMENT_FAULTS] : HTTP_FAULTS;
}

function readDetails(
  reader: FieldReader,
  fault: FaultName | null,
): Pick<Fault, 'status' | 'body' | 'html' | 'retryAfterSeconds' | 'delayMs' | 'url'> {
  const needsStatus = fault === 'status' || fault === 'status-after-success';
  const url = reader.text('url') ?? undefined;
  if (url !== undefined && !URL.canParse(url)) reader.fail('url', 'must be an absolute URL');
  return {
    status: reader.integer('status', { required: needsStatus, min: 200, max: 599 }) ?? undefined,
    body: reader.source.body,
    html: reader.flag('html') ?? undefined,
    retryAfterSeconds: reader.integer('retryAfterSeconds', { min: 0 }) ?? undefined,
    delayMs: reader.integer('delayMs', { required: fault === 'slow', min: 0 }) ?? undefined,
    url,
  };
}

function readMatch(reader: FieldReader | null): FaultMatch {
  reader?.refuseUnknown(['merchantReference', 'account', 'recipient']);
  return {
    merchantReference: reader?.text('merchantReference') ?? undefined,
    account: reader?.text('account') ?? undefined,
    recipient: reader?.text('recipient') ?? undefined,
  };
}
