import { createHash } from 'node:crypto';
import type { Attachment } from 'mailparser';
import type { StoredMessage } from './message-store.js';

export interface AttachmentJson {
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

/** A message on the list: who, when, what about. */
export function summaryJson({ id, receivedAt, envelope, mail }: StoredMessage): Record<string, unknown> {
  return {
    id,
    receivedAt,
    envelope,
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? null,
    attachments: mail.attachments.length,
  };
}

export function messageJson(message: StoredMessage): Record<string, unknown> {
  const { mail } = message;
  return {
    ...summaryJson(message),
    headers: headersOf(message),
    text: mail.text ?? '',
    html: mail.html === false ? null : mail.html,
    attachments: mail.attachments.map(attachmentJson),
  };
}

/** As sent, by lower-case name; a name that comes several times keeps all its values, joined by line breaks. */
export function headersOf({ mail }: StoredMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  }
  return headers;
}

export function attachmentJson(attachment: Attachment): AttachmentJson {
  return {
    filename: attachment.filename ?? 'unnamed',
    contentType: attachment.contentType,
    size: attachment.size,
    sha256: createHash('sha256').update(attachment.content).digest('hex'),
  };
}
