import { parseArgs } from 'node:util';
import type { Ports } from './ports.js';

export const USAGE = `Usage: npm run demo -- [options]
  --port <port>           the connector (3000)
  --sandbox-port <port>   Dintero and Kravia, and their controls (4010)
  --erp-port <port>       the ERP (4011)
  --mailbox-port <port>   the mailbox page (4012)
  --smtp-port <port>      the mail server (4025)
  --once                  stop after the story; the exit code says whether all went as told (also with CI=true)
  --help                  this text
A busy port is replaced by a free one. DATABASE_URL names a PostgreSQL database to use instead of an embedded one; it must
be empty. DATA_DIR is where the demo makes its folder (./data).`;

export interface DemoOptions {
  readonly ports: Ports;
  readonly once: boolean;
}

/** The command line cannot be understood; shown without a stack. */
export class UsageError extends Error {}

/** @throws UsageError; null asks for the usage text */
export function readCommandLine(args: readonly string[], environment: NodeJS.ProcessEnv): DemoOptions | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    ports: {
      connector: portOf('--port', values.port),
      dintero: portOf('--sandbox-port', values['sandbox-port']),
      erp: portOf('--erp-port', values['erp-port']),
      mailbox: portOf('--mailbox-port', values['mailbox-port']),
      smtp: portOf('--smtp-port', values['smtp-port']),
    },
    once: values.once || environment.CI === 'true',
  };
}

// The shape comes from the option table; writing it down twice would let the two drift apart.
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '3000' },
        'sandbox-port': { type: 'string', default: '4010' },
        'erp-port': { type: 'string', default: '4011' },
        'mailbox-port': { type: 'string', default: '4012' },
        'smtp-port': { type: 'string', default: '4025' },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function portOf(flag: string, text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Infinity;
  if (port > 65_535) throw new UsageError(`${flag} must be a port number, not ${text}\n\n${USAGE}`);
  return port;
}
