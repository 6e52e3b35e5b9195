/** A command as the client sent it; lists in parentheses and brackets are kept as one argument. */
export interface ImapCommand {
  readonly tag: string;
  /** Upper case; `UID` and what follows it are one name. */
  readonly name: string;
  readonly args: readonly string[];
}

const TOKEN = /"((?:[^"\\]|\\.)*)"|(\((?:[^()"]|"[^"]*")*\))|([^\s"()]+(?:\[[^\]]*\][^\s]*)?)/g;

/** @param line without its line break, literals already put in as quoted strings; null when it is no command */
export function parseCommand(line: string): ImapCommand | null {
  const match = /^([A-Za-z0-9.]+) ([A-Za-z]+)(?: (.*))?$/s.exec(line);
  if (!match) return null;
  const [, tag = '', verb = '', rest = ''] = match;
  const args = [...rest.matchAll(TOKEN)].map(([whole, quoted]) => (quoted === undefined ? whole : unescape(quoted)));
  const isUid = verb.toUpperCase() === 'UID';
  const name = isUid ? `UID ${(args[0] ?? '').toUpperCase()}` : verb.toUpperCase();
  return { tag, name, args: isUid ? args.slice(1) : args };
}

export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}

/** The parts of `(A B)`, or of a single word. */
export function listOf(argument: string | undefined): string[] {
  return (argument ?? '')
    .replace(/^\(|\)$/g, '')
    .split(' ')
    .filter(Boolean);
}

/**
 * Which numbers a set such as `1,4:7,9:*` names; null when it is none. `*` is the largest there is, so `9:*` names it also
 * when it is smaller than 9 (RFC 3501, 6.4.8).
 */
export function sequenceSet(text: string | undefined, largest: number): ((number: number) => boolean) | null {
  if (text === undefined || !/^(\d+|\*)(:(\d+|\*))?(,(\d+|\*)(:(\d+|\*))?)*$/.test(text)) return null;
  const value = (part: string): number => (part === '*' ? largest : Number(part));
  const ranges = text.split(',').map((range) => {
    const [from = '', to = from] = range.split(':');
    return [value(from), value(to)].sort((a, b) => a - b) as [number, number];
  });
  return (number) => ranges.some(([from, to]) => number >= from && number <= to);
}
