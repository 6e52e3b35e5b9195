import type { Operation } from './operations.js';
import type { Random } from './random.js';

export const HTTP_FAULTS = [
  'lost-answer',
  'timeout-after-success',
  'refuse-before',
  'status',
  'status-after-success',
  'slow',
] as const;

export const DOCUMENT_FAULTS = [
  'broken-pdf',
  'encrypted-pdf',
  'not-pdf',
  'missing',
  'huge',
  'redirect',
  'envelope',
  'needs-bearer',
  'refuses-bearer',
] as const;

export const CALLBACK_FAULTS = ['drop', 'double', 'late', 'reorder', 'bad-signature'] as const;

export const BOUNCE_FAULTS = ['bounce', 'bounce-delayed', 'bounce-in-words', 'auto-reply'] as const;

export const SMTP_FAULTS = ['reject', 'greylist', 'lost-answer', ...BOUNCE_FAULTS] as const;

export const IMAP_FAULTS = ['reject', 'lost-answer'] as const;

export type FaultName =
  | (typeof HTTP_FAULTS)[number]
  | (typeof DOCUMENT_FAULTS)[number]
  | (typeof CALLBACK_FAULTS)[number]
  | (typeof SMTP_FAULTS)[number]
  | (typeof IMAP_FAULTS)[number];

/** What a request or message is about. */
interface FaultSubject {
  readonly account?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly recipients?: readonly string[];
}

/** What a fault is limited to; a part that is left out matches everything. */
export interface FaultMatch {
  readonly account?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly recipient?: string | undefined;
}

export interface Fault {
  readonly operation: Operation;
  readonly fault: FaultName;
  /** How often it still strikes; null for ever. */
  times: number | null;
  readonly probability: number;
  readonly match: FaultMatch;
  readonly status?: number | undefined;
  readonly body?: unknown;
  readonly html?: boolean | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly delayMs?: number | undefined;
  readonly url?: string | undefined;
  /** How often it has struck. */
  struck: number;
}

/** The faults asked for and not used up yet. One request is hit by at most one: the oldest that matches. */
export class FaultBook {
  private faults: Fault[] = [];

  constructor(private readonly random: Random) {}

  add(fault: Fault): void {
    this.faults.push(fault);
  }

  list(): readonly Fault[] {
    return this.faults;
  }

  clear(): void {
    this.faults = [];
  }

  take(operation: Operation, subject: FaultSubject): Fault | null {
    const fault = this.faults.find(
      (candidate) => candidate.operation === operation && matches(candidate, subject) && this.strikes(candidate),
    );
    if (fault === undefined) return null;
    fault.struck += 1;
    if (fault.times !== null) fault.times -= 1;
    if (fault.times === 0) this.faults = this.faults.filter((candidate) => candidate !== fault);
    return fault;
  }

  private strikes(fault: Fault): boolean {
    return fault.probability >= 1 || this.random.next() < fault.probability;
  }
}

function matches({ match }: Fault, subject: FaultSubject): boolean {
  const recipient = match.recipient?.toLowerCase();
  return (
    (match.account ?? subject.account) === subject.account &&
    (match.merchantReference ?? subject.merchantReference) === subject.merchantReference &&
    (recipient === undefined || (subject.recipients ?? []).some((address) => address.toLowerCase() === recipient))
  );
}
