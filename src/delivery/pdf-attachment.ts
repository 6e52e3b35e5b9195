import type { AttachedPdf, Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { Invoice } from '../invoicing/invoices.js';
import type { MailAttachment } from '../platform/mail/mail-message.js';
import { languageFor, wordsFor } from './debtor-mail.js';
import type { StoredDocument } from './documents.js';

const PDF = 'application/pdf';

/** The merchant's own PDFs for this debtor. */
export function attachmentsFor(merchant: Merchant, order: Order): readonly AttachedPdf[] {
  return merchant.delivery?.attachments[languageFor(merchant, order)] ?? [];
}

/**
 * The invoice PDF as it lies in the mail, named after its number. Where it had to be left as it came, the merchant's
 * own PDFs lie beside it, for they are not in it.
 */
export function pdfAttachments(
  merchant: Merchant,
  order: Order,
  invoice: Pick<Invoice, 'invoiceNumber' | 'reference'>,
  { kind, content }: Pick<StoredDocument, 'kind' | 'content'>,
): MailAttachment[] {
  const number = (invoice.invoiceNumber ?? invoice.reference).replace(/[^A-Za-z0-9_-]/g, '-');
  const filename = `${wordsFor(merchant, order).fileName}-${number}.pdf`;
  const beside = kind === 'original' ? attachmentsFor(merchant, order) : [];
  return [
    { filename, contentType: PDF, content },
    ...beside.map((file) => ({ filename: file.name, contentType: PDF, content: file.content })),
  ];
}
