/** Stands for the token in a configured return address, `bounces+TOKEN@example.com`. */
const TOKEN_MARK = 'TOKEN';

/** What a token may look like; the checksum decides whether it is one. */
const TOKEN_SHAPE = '[0-9a-z]{1,13}-[0-9a-f]{24}';
/** RFC 5321 section 4.5.3.1.1. */
const LOCAL_PART_MAX = 64;
const TOKEN_LENGTH_MAX = 13 + 1 + 24;

/** Whether an address holds the mark exactly once, before the `@`, with room for a token in its place. */
export function isReturnTemplate(text: string): boolean {
  const match = /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+)@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.exec(text);
  const local = match?.[1];
  if (local === undefined || text.split(TOKEN_MARK).length !== 2 || !local.includes(TOKEN_MARK)) return false;
  return local.length - TOKEN_MARK.length + TOKEN_LENGTH_MAX <= LOCAL_PART_MAX;
}

export function returnAddress(template: string, token: string): string {
  return template.replace(TOKEN_MARK, token);
}

/** Every token of this template's shape in a text, lower case, each once. Mail systems do not keep the case. */
export function tokensIn(template: string, text: string): string[] {
  const [before = '', after = ''] = template.split(TOKEN_MARK).map(escaped);
  const matches = text.matchAll(new RegExp(`${before}(${TOKEN_SHAPE})${after}`, 'gi'));
  return [...new Set([...matches].map(([, token = '']) => token.toLowerCase()))];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
