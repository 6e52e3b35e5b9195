import { createServer } from 'node:net';

/** Nothing of the demo can be reached from another machine. */
export const LOOPBACK = '127.0.0.1';

export interface Ports {
  readonly connector: number;
  readonly dintero: number;
  readonly erp: number;
  readonly mailbox: number;
  readonly smtp: number;
}

/** The wanted ports; one that is busy, or that two want, is replaced by any free one. */
export async function choosePorts(wanted: Ports): Promise<Ports> {
  const taken = new Set<number>();
  const choose = async (port: number): Promise<number> => {
    const chosen = await freePort(taken.has(port) ? 0 : port);
    taken.add(chosen);
    return chosen;
  };
  return {
    connector: await choose(wanted.connector),
    dintero: await choose(wanted.dintero),
    erp: await choose(wanted.erp),
    mailbox: await choose(wanted.mailbox),
    smtp: await choose(wanted.smtp),
  };
}

async function freePort(wanted: number): Promise<number> {
  return (await probe(wanted)) ?? (await probe(0)) ?? wanted;
}

/** The port that could be listened on, or null when it is busy or not allowed. */
function probe(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(null);
    });
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : null);
      });
    });
  });
}
