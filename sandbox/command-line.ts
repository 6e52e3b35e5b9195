import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readAccountSettings } from './dintero/account-reader.js';
import { readMerchantSettings } from './erp/merchant-settings.js';
import { type FieldError, FieldReader } from './http/field-reader.js';
import type { SandboxOptions } from './sandbox.js';

export const USAGE = `Usage: sandbox [options]
  --dintero-port <port>   Dintero and Kravia, and the controls (4010)
  --erp-port <port>       the ERP (4011)
  --mailbox-port <port>   the mailbox page and its API (4012)
  --smtp-port <port>      the SMTP server (4025)
  --imap-port <port>      the IMAP server (4143)
  --host <address>        the address to listen on (127.0.0.1)
  --config <file.json>    { "accounts": […], "erpMerchants": […] } in place of the built-in ones
  --seed <number>         the same ids and faults every time
  --help                  this text`;

/** Which flag sets the port of what. */
export const PORT_FLAGS: Readonly<Record<string, string>> = {
  'Dintero API': '--dintero-port',
  ERP: '--erp-port',
  'mailbox page': '--mailbox-port',
  'SMTP server': '--smtp-port',
  'IMAP server': '--imap-port',
};

/** Something the person at the command line can put right; shown without a stack. */
export class UsageError extends Error {}

/** @throws UsageError; null asks for the usage text */
export function readCommandLine(args: readonly string[]): SandboxOptions | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    host: values.host,
    dinteroPort: wholeNumber('--dintero-port', values['dintero-port'], 65_535),
    erpPort: wholeNumber('--erp-port', values['erp-port'], 65_535),
    mailboxPort: wholeNumber('--mailbox-port', values['mailbox-port'], 65_535),
    smtpPort: wholeNumber('--smtp-port', values['smtp-port'], 65_535),
    imapPort: wholeNumber('--imap-port', values['imap-port'], 65_535),
    ...(values.seed === undefined ? {} : { seed: wholeNumber('--seed', values.seed, Number.MAX_SAFE_INTEGER) }),
    ...(values.config === undefined ? {} : readConfig(values.config)),
  };
}

// The shape comes from the option table; writing it down twice would let the two drift apart.
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'dintero-port': { type: 'string', default: '4010' },
        'erp-port': { type: 'string', default: '4011' },
        'mailbox-port': { type: 'string', default: '4012' },
        'smtp-port': { type: 'string', default: '4025' },
        'imap-port': { type: 'string', default: '4143' },
        host: { type: 'string', default: '127.0.0.1' },
        config: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function wholeNumber(flag: string, text: string, max: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Infinity;
  if (number > max) throw new UsageError(`${flag} must be a whole number up to ${max}, not ${text}`);
  return number;
}

function readConfig(file: string): Pick<SandboxOptions, 'accounts' | 'erpMerchants'> {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(parseFile(file), errors);
  reader.refuseUnknown(['accounts', 'erpMerchants']);
  const accounts = reader.list('accounts').map((account) => readAccountSettings(account, null));
  const erpMerchants = reader.list('erpMerchants').map((merchant) => readMerchantSettings(merchant, null));
  if (errors.length > 0) {
    const faults = errors.map(({ field, message }) => `  ${field} ${message}`).join('\n');
    throw new UsageError(`${file} is not valid:\n${faults}`);
  }
  return { ...(reader.has('accounts') ? { accounts } : {}), ...(reader.has('erpMerchants') ? { erpMerchants } : {}) };
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--config ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
