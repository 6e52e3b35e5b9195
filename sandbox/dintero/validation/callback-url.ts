import type { FieldReader } from '../../http/field-reader.js';

/** What the merchant asked for in the query of its callback URL. */
export interface CallbackOptions {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly reportEvents: ReadonlySet<string>;
  readonly reportError: boolean;
  readonly delaySeconds: number;
  readonly includeSession: boolean;
  readonly sessionParameter: string;
}

const REPORTABLE_EVENTS = ['CAPTURE', 'REFUND', 'VOID'];
const DELAY_MAX_SECONDS = 60;

/** Reads `callback_url` out of a `url` object, if it is there. */
export function readCallbackUrl(reader: FieldReader): CallbackOptions | null {
  const text = reader.text('callback_url');
  if (text === null) return null;
  if (!URL.canParse(text)) return reader.fail('callback_url', 'must be an absolute URL');
  const url = new URL(text);
  if (!isReachable(url))
    return reader.fail('callback_url', 'must be https (http only to this machine, in the sandbox)');
  return readOptions(url, reader);
}

/** Real Dintero refuses plain http and loopback hosts; a sandbox on the same machine has to reach them. */
export function isReachable(url: URL): boolean {
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}

function readOptions(url: URL, reader: FieldReader): CallbackOptions {
  const query = url.searchParams;
  const method = query.get('method') ?? 'GET';
  if (method !== 'GET' && method !== 'POST') reader.fail('callback_url', 'method must be GET or POST');
  const events = query.getAll('report_event');
  for (const event of events) {
    if (REPORTABLE_EVENTS.includes(event)) continue;
    reader.fail('callback_url', `report_event must be one of ${REPORTABLE_EVENTS.join(', ')}, not ${event}`);
  }
  return {
    url: url.toString(),
    method: method === 'POST' ? 'POST' : 'GET',
    reportEvents: new Set(events),
    reportError: query.get('report_error') === 'true',
    delaySeconds: readDelay(query.get('delay_callback'), reader),
    includeSession: query.getAll('includes').includes('session'),
    sessionParameter: query.get('sid_parameter_name') === 'sid' ? 'sid' : 'session_id',
  };
}

/** More than the maximum is cut, not refused: Dintero's own plugin asks for 120. */
function readDelay(text: string | null, reader: FieldReader): number {
  if (text === null) return 0;
  if (!/^\d+$/.test(text)) reader.fail('callback_url', 'delay_callback must be a number of seconds');
  return Math.min(DELAY_MAX_SECONDS, Number.parseInt(text, 10) || 0);
}
