/** The JSON in a body, or undefined when it is something else: gateways answer with HTML, or with nothing. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field as text, or null. */
export function textField(source: unknown, name: string): string | null {
  const value = isObject(source) ? source[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
