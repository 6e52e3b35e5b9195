import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this machine that nobody has a reason to call. It remembers whoever does. */
export class Canary {
  readonly calls: IncomingHttpHeaders[] = [];
  /** Also a connection without a request is too much. */
  connections = 0;

  private constructor(private readonly server: Server) {}

  /** @param content what it answers everybody */
  static async start(content: string): Promise<Canary> {
    const server = createServer();
    const canary = new Canary(server);
    server.on('connection', () => {
      canary.connections += 1;
    });
    server.on('request', (request, response) => {
      canary.calls.push(request.headers);
      response.end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return canary;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  forget(): void {
    this.calls.length = 0;
    this.connections = 0;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}
