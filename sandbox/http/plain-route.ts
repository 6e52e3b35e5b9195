import type { RequestHandler } from 'express';
import { type Answer, write } from './answer.js';
import { HttpError } from './http-error.js';
import { type Incoming, incomingOf } from './incoming.js';

/** A route without journal and faults: the sandbox's own controls and pages. */
export function plainRoute(handle: (incoming: Incoming) => Answer | Promise<Answer>): RequestHandler {
  return async (request, response) => {
    try {
      write(response, await handle(incomingOf(request)));
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const { status, message, errors, headers } = error;
      write(response, { status, headers, body: { error: { message, errors } } });
    }
  };
}
