import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { Invoice } from '../invoicing/invoices.js';
import type { MailAttachment } from '../platform/mail/mail-message.js';
import { wordsFor } from './debtor-mail.js';

/** The invoice PDF as it lies in the mail, named after its number. */
export function pdfAttachment(
  merchant: Merchant,
  order: Order,
  invoice: Pick<Invoice, 'invoiceNumber' | 'reference'>,
  content: Buffer,
): MailAttachment {
  const number = (invoice.invoiceNumber ?? invoice.reference).replace(/[^A-Za-z0-9_-]/g, '-');
  return { filename: `${wordsFor(merchant, order).fileName}-${number}.pdf`, contentType: 'application/pdf', content };
}
