import type { MailKind } from '../domain/mail/mail-placeholders.js';
import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import { type MailContent, rawMessage } from '../platform/mail/mail-message.js';
import type { DebtorMail } from './debtor-mail.js';
import { invoiceMail } from './invoice-mail.js';
import { linkMail } from './link-mail.js';
import { pdfAttachments } from './pdf-attachment.js';
import { composeInvoice } from './pdf/compose-invoice.js';
import { sampleInvoice, sampleLink, samplePdf } from './sample-mail.js';

/** A mail as it would be sent, to be looked at. */
export interface MailPreview {
  readonly subject: string;
  /** With its pictures inside, so that a browser can show it. */
  readonly html: string;
  readonly text: string;
  /** The whole message, for a mail program. */
  readonly eml: Buffer;
}

/** How a mail about `order` looks; what only the provider knows is made up. Needs no database and sends nothing. */
export async function samplePreview(kind: MailKind, merchant: Merchant, order: Order): Promise<MailPreview> {
  if (kind === 'checkout') {
    return previewOf(merchant, order, linkMail(merchant, order, sampleLink(order)), []);
  }
  const invoice = sampleInvoice(order);
  const blank = await samplePdf();
  const content = (await composeInvoice(merchant, order, invoice, blank)) ?? blank;
  const pdfs = pdfAttachments(merchant, order, invoice, { kind: 'covered', content });
  return previewOf(merchant, order, invoiceMail(merchant, order, invoice), pdfs);
}

export async function previewOf(
  merchant: Merchant,
  order: Order,
  { subject, html, text, pictures }: DebtorMail,
  attachments: MailContent['attachments'],
): Promise<MailPreview> {
  const sender = {
    from: merchant.delivery?.from ?? 'faktura@sample.example',
    replyTo: merchant.delivery?.replyTo ?? null,
  };
  const eml = await rawMessage(sender, {
    to: [order.debtor.email],
    subject,
    html,
    text,
    messageId: `<preview.${merchant.id}.${order.orderId}@fakturabro.invalid>`,
    attachments: [...attachments, ...pictures],
  });
  return { subject, html: withPicturesInside(html, pictures), text, eml };
}

/** The pictures as part of the page; a browser knows no content ids. */
export function withPicturesInside(html: string, pictures: DebtorMail['pictures']): string {
  return pictures.reduce(
    (shown, { cid = '', contentType, content }) =>
      shown.replaceAll(`cid:${cid}`, `data:${contentType};base64,${content.toString('base64')}`),
    html,
  );
}
