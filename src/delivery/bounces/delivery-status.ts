import type { RecipientReport } from '../../domain/delivery/bounce.js';
import { ENHANCED_STATUS } from './bounce-text.js';

const DIAGNOSTIC_MAX = 500;

/**
 * Reads a `message/delivery-status` part (RFC 3464): blocks of fields, the first about the message, one more for each
 * recipient. Tolerant where senders are not exact: a recipient's fields in the first block, comments, missing fields.
 */
export function recipientReports(part: string): RecipientReport[] {
  return part
    .split(/\r?\n[ \t]*\r?\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('final-recipient') || fields.has('action') || fields.has('status'))
    .map(toReport);
}

/** Fields by lower-case name; folded lines are put together. Of a name that comes twice the first counts. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

function toReport(fields: ReadonlyMap<string, string>): RecipientReport {
  const action = /^[a-z]+/i.exec(fields.get('action') ?? '')?.[0].toLowerCase() ?? null;
  const diagnostic = fields.get('diagnostic-code')?.replace(/^[\w.-]+\s*;\s*/, '') ?? '';
  return {
    addresses: ['final-recipient', 'original-recipient'].flatMap((name) => addressOf(fields.get(name))),
    action,
    status: statusOf(fields.get('status'), diagnostic),
    diagnostic: (diagnostic || (fields.get('status') ?? '')).slice(0, DIAGNOSTIC_MAX),
  };
}

/** `rfc822; per@example.com`, with or without the type and angle brackets. */
function addressOf(field: string | undefined): string[] {
  const address = field
    ?.replace(/^[^;]*;/, '')
    .trim()
    .replace(/^<|>$/g, '')
    .toLowerCase();
  return address ? [address] : [];
}

/** Some senders write 5.0.0 where their diagnostic knows better. */
function statusOf(field: string | undefined, diagnostic: string): string | null {
  const status = ENHANCED_STATUS.exec(field ?? '')?.[0] ?? null;
  if (status !== null && !status.endsWith('.0.0')) return status;
  const said = ENHANCED_STATUS.exec(diagnostic)?.[0];
  return said !== undefined && (status === null || said.startsWith(status.slice(0, 1))) ? said : status;
}
