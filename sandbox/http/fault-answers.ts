import type { Fault } from '../faults.js';
import type { Answer } from './answer.js';

/** The status the journal shows for a connection cut before anything was done: no HTTP status at all. */
const NO_STATUS = 0;

/** The answer of a fault that strikes before the work is done, or null when the work goes on. */
export function answerBefore(fault: Fault): Answer | null {
  if (fault.fault === 'refuse-before') return { status: NO_STATUS };
  return fault.fault === 'status' ? madeUp(fault) : null;
}

/** The answer after the work: its own, or the one a fault puts in its place. */
export function answerInstead(fault: Fault, answer: Answer): Answer {
  return fault.fault === 'status-after-success' ? madeUp(fault) : answer;
}

export function losesAnswer(fault: string | null): boolean {
  return fault === 'lost-answer' || fault === 'refuse-before';
}

function madeUp(fault: Fault): Answer {
  const status = fault.status ?? 500;
  const headers = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  if (fault.html === true) {
    const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>\n`;
    return { status, headers: { ...headers, 'content-type': 'text/html' }, bytes: Buffer.from(page) };
  }
  const body = fault.body ?? {
    error: { code: 'SANDBOX_FAULT', message: `Status ${status}, as asked of the sandbox.` },
  };
  return { status, headers, body };
}
