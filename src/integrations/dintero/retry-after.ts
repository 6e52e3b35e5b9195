const DEFAULT_MS = 30_000;
const MAX_MS = 3_600_000;

/** How long the provider asked us to wait: seconds or an HTTP date, within an hour; half a minute when it did not say. */
export function retryAfterMsOf(headers: Readonly<Record<string, string | undefined>>): number {
  const text = headers['retry-after'];
  if (text === undefined) return DEFAULT_MS;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? DEFAULT_MS : Math.min(Math.max(ms, 0), MAX_MS);
}
