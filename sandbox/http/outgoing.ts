import http from 'node:http';
import https from 'node:https';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly timeoutMs: number;
}

export interface OutgoingResponse {
  readonly status: number;
  /** The first part of it: enough to read what went wrong. */
  readonly body: string;
}

const BODY_KEPT_CHARACTERS = 4000;

/** The calls the sandbox makes itself: callbacks, hooks, ERP webhooks. Redirects are never followed. */
export class Outgoing {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };

  /** Rejects when there was no complete answer within the time limit. */
  async send(request: OutgoingRequest): Promise<OutgoingResponse> {
    try {
      return await this.attempt(request);
    } catch (error) {
      // The receiver may close a kept connection just as we use it again; that says nothing about the receiver.
      if (error instanceof StaleConnection) return this.attempt(request);
      throw error;
    }
  }

  close(): void {
    this.agents['http:'].destroy();
    this.agents['https:'].destroy();
  }

  private attempt(request: OutgoingRequest): Promise<OutgoingResponse> {
    return new Promise((resolve, reject) => {
      const call = this.open(request);
      const timer = setTimeout(() => {
        call.destroy(new Error(`no answer within ${request.timeoutMs} ms`));
      }, request.timeoutMs);
      const fail = (error: NodeJS.ErrnoException): void => {
        clearTimeout(timer);
        reject(call.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection(error.message) : error);
      };
      call.on('error', fail);
      call.on('response', (response) => {
        response.on('error', fail);
        collect(response, (body) => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, body });
        });
      });
      call.end(request.body);
    });
  }

  private open(request: OutgoingRequest): http.ClientRequest {
    const length = request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) };
    const options = { method: request.method, headers: { ...request.headers, ...length } };
    return request.url.protocol === 'https:'
      ? https.request(request.url, { ...options, agent: this.agents['https:'] })
      : http.request(request.url, { ...options, agent: this.agents['http:'] });
  }
}

class StaleConnection extends Error {}

function collect(response: http.IncomingMessage, done: (body: string) => void): void {
  let body = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    if (body.length < BODY_KEPT_CHARACTERS) body += chunk;
  });
  response.on('end', () => {
    done(body.slice(0, BODY_KEPT_CHARACTERS));
  });
}
