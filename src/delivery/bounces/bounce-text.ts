/** What a server's own words amount to. */
export interface ServerWords {
  readonly action: 'failed' | 'delayed' | null;
  readonly status: string | null;
  /** The line that says so. */
  readonly said: string;
}

/** An enhanced status (RFC 3463), and not a piece of an IP address. */
export const ENHANCED_STATUS = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;
const SMTP_REPLY = /(?:^|[\s(:#<>])([45]\d\d)(?=[\s-])/;
const FINAL =
  /permanent (fatal )?error|permanently|given up|giving up|gave up|could not be delivered|couldn't be delivered|wasn't able to deliver|was not delivered|wasn't delivered|delivery (has )?failed|does not exist|no such (user|mailbox|recipient)|user unknown|unknown user|mailbox unavailable|address not found|wasn't found|kan inte levereras|kunde ikke leveres/i;
const PASSING =
  /will (be )?(keep|continue|retr)|still trying|has been delayed|is delayed|has not (yet )?been delivered/i;

/**
 * The status in a text that no standard describes: an answer of a mail server, or a notice written for people. An
 * enhanced status counts first, then an SMTP reply, then the usual words.
 */
export function statusIn(text: string): ServerWords {
  const lines = text.split(/\r?\n/);
  const enhanced = firstMatch(lines, ENHANCED_STATUS);
  if (enhanced) return { action: actionOf(enhanced.found, text), status: enhanced.found, said: enhanced.line };
  const reply = firstMatch(lines, SMTP_REPLY);
  if (reply) {
    const status = ofReply(reply.found);
    return { action: actionOf(status, text), status, said: reply.line };
  }
  const words = lines.find((line) => PASSING.test(line)) ?? lines.find((line) => FINAL.test(line));
  if (words === undefined) return { action: null, status: null, said: '' };
  return { action: PASSING.test(words) ? 'delayed' : 'failed', status: null, said: words.trim() };
}

function firstMatch(lines: readonly string[], pattern: RegExp): { found: string; line: string } | null {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return { found, line: line.trim() };
  }
  return null;
}

/** A bare 550 says that there is no such mailbox, more often than anything else. */
function ofReply(reply: string): string {
  if (reply === '550' || reply === '551' || reply === '553') return '5.1.1';
  if (reply === '552') return '5.2.2';
  return `${reply.slice(0, 1)}.0.0`;
}

/** A passing fault is final once the words say that nobody tries again. */
function actionOf(status: string, text: string): 'failed' | 'delayed' | null {
  if (status.startsWith('2')) return null;
  if (status.startsWith('5')) return 'failed';
  return FINAL.test(text) && !PASSING.test(text) ? 'failed' : 'delayed';
}
