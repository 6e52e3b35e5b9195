import type { BOUNCE_FAULTS } from '../faults.js';
import type { Envelope } from './message-store.js';

export type BounceStyle = (typeof BOUNCE_FAULTS)[number];

/** What comes back to the envelope sender of a message that was accepted. */
export function bounceFor(style: BounceStyle, envelope: Envelope, raw: Buffer, id: string, date: Date): Buffer {
  const lines = {
    bounce: () => report(envelope, raw, id, date, FAILED),
    'bounce-delayed': () => report(envelope, raw, id, date, DELAYED),
    'bounce-in-words': () => notice(envelope, raw, date),
    'auto-reply': () => holiday(envelope, id, date),
  }[style]();
  return Buffer.from(lines.join('\r\n'));
}

interface Outcome {
  readonly subject: string;
  readonly text: string;
  readonly fields: readonly string[];
}

const FAILED: Outcome = {
  subject: 'Undelivered Mail Returned to Sender',
  text: 'could not be delivered: there is no such mailbox.',
  fields: ['Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such mailbox'],
};

const DELAYED: Outcome = {
  subject: 'Delayed Mail (still being retried)',
  text: 'could not be delivered yet. It will be retried.',
  fields: ['Action: delayed', 'Status: 4.4.1', 'Diagnostic-Code: smtp; 451 4.4.1 connection timed out'],
};

/** A delivery status notification (RFC 3464). */
function report(
  { from, to }: Envelope,
  raw: Buffer,
  id: string,
  date: Date,
  { subject, text, fields }: Outcome,
): string[] {
  const boundary = `=_bounce_${id}`;
  const recipient = to[0] ?? '';
  return [
    'From: Mail Delivery System <mailer-daemon@sandbox.example>',
    `To: ${from}`,
    `Subject: ${subject}`,
    `Date: ${date.toUTCString()}`,
    `Message-ID: <bounce-${id}@sandbox.example>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `The message to ${recipient} ${text}`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; sandbox.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    ...fields,
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    headersOf(raw),
    '',
    `--${boundary}--`,
    '',
  ];
}

/** As older servers write it: one text for people, no report. */
function notice({ from, to }: Envelope, raw: Buffer, date: Date): string[] {
  return [
    'From: MAILER-DAEMON@sandbox.example',
    `To: ${from}`,
    'Subject: failure notice',
    `Date: ${date.toUTCString()}`,
    '',
    'This is the mail program at sandbox.example. The message could not be brought to this address.',
    'This is a permanent error; it has given up.',
    '',
    `<${to[0] ?? ''}>:`,
    'Sorry, no mailbox here by that name. (#5.1.1)',
    '',
    '--- Below this line are the headers of the message.',
    '',
    headersOf(raw),
    '',
  ];
}

function holiday({ from, to }: Envelope, id: string, date: Date): string[] {
  return [
    `From: ${to[0] ?? ''}`,
    `To: ${from}`,
    'Subject: Out of office',
    `Date: ${date.toUTCString()}`,
    `Message-ID: <away-${id}@sandbox.example>`,
    'Auto-Submitted: auto-replied',
    '',
    'I am away until 5.1.2027 and read no mail.',
    '',
  ];
}

/** The Message-ID among them tells the sender which of its messages came back. */
function headersOf(raw: Buffer): string {
  return raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
}
