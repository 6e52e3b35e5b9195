import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallbackAnswer } from './answers.js';

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The parsed body; undefined when there was none. */
  readonly content: CallbackAnswer;
}

/** A server of the merchant's that callbacks and webhooks arrive at. Answers 200, or what it is told to. */
export class Receiver {
  readonly received: Received[] = [];
  /** Statuses for the next calls, in order. */
  readonly statuses: number[] = [];
  private waiting: { count: number; resolve: () => void }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', headers } = request;
        const url = new URL(`${receiver.url}${request.url ?? ''}`);
        response.writeHead(receiver.statuses.shift() ?? 200, { 'content-type': 'application/json' });
        response.end('{}');
        const body = Buffer.concat(chunks).toString('utf8');
        const content = (body === '' ? undefined : JSON.parse(body)) as CallbackAnswer;
        receiver.take({ method, url, headers, body, content });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Waits until `count` calls have arrived. */
  async calls(count: number): Promise<Received[]> {
    if (this.received.length < count) {
      await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
    }
    return this.received;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  private take(received: Received): void {
    this.received.push(received);
    const ready = this.waiting.filter(({ count }) => count <= this.received.length);
    this.waiting = this.waiting.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }
}
