import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A server that runs and can be closed at once, with every socket a client still holds open. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

export class PortTaken extends Error {
  constructor(
    readonly port: number,
    readonly role: string,
  ) {
    super(`port ${port} is already in use (wanted for the ${role})`);
  }
}

/** Listens with `listener`. Port 0 takes any free one. */
export async function listenHttp(
  listener: RequestListener,
  host: string,
  port: number,
  role: string,
): Promise<Listening> {
  const server = createServer(listener);
  const sockets = trackSockets(server);
  await bind(server, () => server.listen(port, host), port, role);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function trackSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

export function bind(server: Server, listen: () => void, port: number, role: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, role) : error);
    });
    server.once('listening', resolve);
    listen();
  });
}
