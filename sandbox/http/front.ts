import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../clock.js';
import type { Fault, FaultBook } from '../faults.js';
import type { HttpOperation } from '../operations.js';
import { type Answer, write } from './answer.js';
import { answerBefore, answerInstead, losesAnswer } from './fault-answers.js';
import { HttpError } from './http-error.js';
import { type Incoming, incomingOf, rawBodyOf, targetOf } from './incoming.js';
import type { RequestEntry, RequestJournal } from './request-journal.js';

/** A request that may be performed: the caller is known and allowed. */
export interface Admitted {
  /** The account or merchant it counts for. */
  readonly owner: string;
  readonly merchantReference?: string | undefined;
  readonly latencyMs?: number;
  /** Faults about the content (documents) are the operation's own to apply. */
  perform(fault: Fault | null): Answer | Promise<Answer>;
}

/** Who may call is checked first, then the faults strike, then the work is done. */
export type Admit = (incoming: Incoming) => Admitted;

/**
 * Stands before every operation of a double: keeps the journal, applies the faults, turns refusals into the
 * double's own error format. The operations themselves only say what they answer.
 */
export class Front {
  constructor(
    private readonly clock: Clock,
    private readonly faults: FaultBook,
    private readonly journal: RequestJournal,
    private readonly errorAnswer: (error: HttpError, operation: HttpOperation) => Answer,
  ) {}

  handle(operation: HttpOperation, admit: Admit): RequestHandler {
    return async (request, response) => {
      const startedMs = performance.now();
      const entry = this.open(operation, request);
      const answer = await this.answer(operation, admit, request, entry).catch((error: unknown) =>
        this.errorAnswer(asHttpError(error), operation),
      );
      this.journal.end(entry, answer.status, Math.round(performance.now() - startedMs));
      // The double lives by its own clock: moved, its answers are dated by it.
      if (!response.headersSent) response.setHeader('date', new Date(this.clock.nowMs()).toUTCString());
      deliver(answer, entry.fault, response);
    };
  }

  private async answer(operation: HttpOperation, admit: Admit, request: Request, entry: RequestEntry): Promise<Answer> {
    const incoming = incomingOf(request);
    entry.body = incoming.body;
    const admitted = admit(incoming);
    this.journal.begin(entry, admitted.owner);

    const { owner: account, merchantReference } = admitted;
    const fault = this.faults.take(operation, { account, merchantReference });
    entry.fault = fault?.fault ?? null;
    const before = fault === null ? null : answerBefore(fault);
    if (before !== null) return before;

    const delayMs = (admitted.latencyMs ?? 0) + (fault?.fault === 'slow' ? (fault.delayMs ?? 0) : 0);
    if (delayMs > 0) await sleep(delayMs);
    // A refusal is an answer too: a fault that strikes after the work must be able to lose or replace it.
    const answer = await this.perform(operation, admitted, fault);
    return fault === null ? answer : answerInstead(fault, answer);
  }

  private async perform(operation: HttpOperation, admitted: Admitted, fault: Fault | null): Promise<Answer> {
    try {
      return await admitted.perform(fault);
    } catch (error) {
      return this.errorAnswer(asHttpError(error), operation);
    }
  }

  private open(operation: HttpOperation, request: Request): RequestEntry {
    const { path, query } = targetOf(request);
    const { method, headers } = request;
    return this.journal.open({
      at: this.clock.nowIso(),
      operation,
      method,
      path,
      query: query.toString(),
      headers,
      body: rawBodyOf(request),
    });
  }
}

/** Also a lost answer has a status in the journal: the one the client would have read. */
function deliver(answer: Answer, fault: string | null, response: Response): void {
  if (response.destroyed) return;
  if (fault === 'timeout-after-success') return;
  if (losesAnswer(fault)) response.socket?.destroy();
  else write(response, answer);
}

function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new HttpError(500, `The sandbox itself failed, please report this: ${detail}`);
}
