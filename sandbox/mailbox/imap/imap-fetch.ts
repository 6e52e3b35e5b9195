import { listOf } from './imap-syntax.js';
import type { ImapMessage } from './imap-account.js';

/** The items of one FETCH answer; null when one was asked for that this server does not have. */
export function fetchItems(asked: string | undefined, message: ImapMessage): (Buffer | string)[] | null {
  const parts: (Buffer | string)[] = [];
  const names = listOf(asked);
  if (!names.includes('UID')) names.push('UID');
  for (const name of names) {
    const item = itemOf(name, message);
    if (item === null) return null;
    parts.push(...(parts.length > 0 ? [' '] : []), ...item);
  }
  return parts;
}

function itemOf(name: string, { uid, flags, stored }: ImapMessage): (Buffer | string)[] | null {
  switch (name.toUpperCase()) {
    case 'UID':
      return [`UID ${uid}`];
    case 'FLAGS':
      return [`FLAGS (${[...flags].join(' ')})`];
    case 'RFC822.SIZE':
      return [`RFC822.SIZE ${stored.raw.length}`];
    default:
      return bodyOf(name, stored.raw, flags);
  }
}

/** `BODY[]`, `BODY.PEEK[]`, and parts of them by octets. What is read without PEEK is seen. */
function bodyOf(name: string, raw: Buffer, flags: Set<string>): (Buffer | string)[] | null {
  const match = /^BODY(\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?$/i.exec(name);
  if (!match) return null;
  const [, peek, from, count] = match;
  if (peek === undefined) flags.add('\\Seen');
  const start = Number(from ?? 0);
  const bytes = from === undefined ? raw : raw.subarray(start, start + Number(count));
  const origin = from === undefined ? '' : `<${start}>`;
  return [`BODY[]${origin} {${bytes.length}}\r\n`, bytes];
}
