import type { Envelope } from './message-store.js';

/** A delivery status notification (RFC 3464) about a message that was accepted and could not be delivered. */
export function bounceFor(envelope: Envelope, raw: Buffer, id: string, date: Date): Buffer {
  const boundary = `=_bounce_${id}`;
  const recipient = envelope.to[0] ?? '';
  const lines = [
    'From: Mail Delivery System <mailer-daemon@sandbox.example>',
    `To: ${envelope.from}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${date.toUTCString()}`,
    `Message-ID: <bounce-${id}@sandbox.example>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `The message could not be delivered to ${recipient}: there is no such mailbox.`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; sandbox.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such mailbox',
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    headersOf(raw),
    '',
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** The Message-ID among them tells the sender which of its messages came back. */
function headersOf(raw: Buffer): string {
  return raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
}
