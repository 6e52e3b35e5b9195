import type { Merchant } from '../../domain/merchant.js';
import type { Order } from '../../domain/order/order.js';
import { wordsFor } from '../debtor-mail.js';
import { attachmentsFor } from '../pdf-attachment.js';
import { composeDocument } from './compose-document.js';

/** Null when the merchant wants nothing around its invoices, or when this one must be left alone. */
export async function composeInvoice(
  merchant: Merchant,
  order: Order,
  invoice: { readonly orderNumber: string; readonly invoiceNumber: string | null },
  original: Buffer,
): Promise<Buffer | null> {
  const cover = merchant.delivery?.cover ?? null;
  const attachments = attachmentsFor(merchant, order).map(({ content }) => content);
  if (!cover && attachments.length === 0) return null;
  const facts = {
    merchantName: merchant.name,
    merchantNumber: merchant.organizationNumber,
    orderNumber: invoice.orderNumber,
    debtorName: order.debtor.name,
    debtorReference: order.debtor.reference,
    invoiceNumber: invoice.invoiceNumber,
    words: wordsFor(merchant, order),
  };
  return composeDocument(original, { facts, cover, attachments });
}
