import { freePort } from '../src/platform/net/free-port.js';

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
    const chosen = await freePort(taken.has(port) ? 0 : port).catch(() => freePort());
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
