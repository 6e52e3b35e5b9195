import { type ParsedMail, simpleParser } from 'mailparser';
import type { RecipientReport } from '../../domain/delivery/bounce.js';
import { statusIn } from './bounce-text.js';
import { recipientReports } from './delivery-status.js';

/** What came back to a return address. `other` is an answer by a person or a machine, and says nothing of delivery. */
export interface ReturnedMail {
  readonly kind: 'report' | 'unstructured' | 'complaint' | 'auto-reply' | 'other';
  /** One per recipient the report speaks of; only for `report` and `unstructured`. */
  readonly recipients: readonly RecipientReport[];
  /** Every part of the message as text, decoded: where a token may stand that an encoding had broken up. */
  readonly text: string;
}

const DIAGNOSTIC_MAX = 500;

/**
 * Reads what a mail system sent back: reports by RFC 3464, complaints by RFC 5965, and the notices of systems that know
 * neither, as long as they carry a status or say in the usual words that they gave up. Never throws on what it is given.
 */
export async function readReturnedMail(raw: Buffer): Promise<ReturnedMail> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: false,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
  });
  const text = textOf(mail);
  const status = partOf(mail, 'message/delivery-status') ?? partOf(mail, 'message/global-delivery-status');
  if (status !== null) return { kind: 'report', recipients: recipientReports(status), text };
  if (partOf(mail, 'message/feedback-report') !== null) return { kind: 'complaint', recipients: [], text };
  if (!looksReturned(mail)) return { kind: isAutomatic(mail) ? 'auto-reply' : 'other', recipients: [], text };
  return { kind: 'unstructured', recipients: [unstructured(mail)], text };
}

function partOf(mail: ParsedMail, contentType: string): string | null {
  const part = mail.attachments.find((attachment) => attachment.contentType.toLowerCase() === contentType);
  return part ? part.content.toString('utf8') : null;
}

function textOf(mail: ParsedMail): string {
  const headers = mail.headerLines.map(({ line }) => line);
  return [...headers, mail.text ?? '', ...mail.attachments.map(({ content }) => content.toString('latin1'))].join('\n');
}

/** A mail system speaks: by name of the sender, by an empty return path, or by the subject these notices have. */
function looksReturned(mail: ParsedMail): boolean {
  const sender = mail.from?.value.map(({ address }) => address ?? '').join() ?? '';
  const isSystem = /^(mailer-daemon|postmaster|mail-daemon|maildelivery|no-?reply-dsn)(@|$)/i.test(sender);
  const isNotice =
    /undeliver|returned mail|delivery (status|failure|has failed|problem)|failure notice|mail delivery failed|not delivered|olevererbar|kunde inte levereras|ikke leveres/i;
  const hasCode = statusIn(mail.text ?? '').status !== null;
  return (isSystem && (isNotice.test(mail.subject ?? '') || hasCode)) || (isNotice.test(mail.subject ?? '') && hasCode);
}

function isAutomatic(mail: ParsedMail): boolean {
  const header = (name: string): string => mail.headerLines.find(({ key }) => key === name)?.line ?? '';
  return (
    /auto-submitted:\s*auto-(replied|generated)/i.test(header('auto-submitted')) ||
    /precedence:\s*(auto_reply|bulk|junk)/i.test(header('precedence')) ||
    header('x-autoreply') !== '' ||
    header('x-auto-response-suppress') !== ''
  );
}

function unstructured(mail: ParsedMail): RecipientReport {
  const { action, status, said } = statusIn(mail.text ?? '');
  return { addresses: [], action, status, diagnostic: said.slice(0, DIAGNOSTIC_MAX) };
}
