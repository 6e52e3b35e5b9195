import { createTransport, type SendMailOptions } from 'nodemailer';

/** A file that goes with a mail, or a picture that its HTML shows. */
export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Content id of a picture that the HTML names as `cid:…`. */
  readonly cid?: string;
}

export interface MailContent {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets; the same for every attempt, so that a second copy is recognised. */
  readonly messageId: string;
  readonly attachments: readonly MailAttachment[];
}

export interface MailSender {
  readonly from: string;
  readonly replyTo: string | null;
}

/** The message as nodemailer takes it; who else gets a copy is for the caller to add. */
export function messageOptions({ from, replyTo }: MailSender, mail: MailContent): SendMailOptions {
  return {
    from,
    ...(replyTo === null ? {} : { replyTo }),
    to: [...mail.to],
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: mail.attachments.map((attachment) => ({ ...attachment })),
  };
}

/** The whole message as it would be sent, to be kept as an .eml file; nothing leaves the machine. */
export async function rawMessage(sender: MailSender, mail: MailContent): Promise<Buffer> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail({
    ...messageOptions(sender, mail),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message as Buffer;
}
