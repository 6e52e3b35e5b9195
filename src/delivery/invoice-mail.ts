import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { Invoice } from '../invoicing/invoices.js';
import { amountText, dateText, type DebtorMail, debtorMail, wordsFor } from './debtor-mail.js';

/** What the mail takes from the invoice. */
export type MailedInvoice = Pick<
  Invoice,
  'orderNumber' | 'totalMinor' | 'currency' | 'invoiceNumber' | 'dueDate' | 'kid' | 'bankAccount'
>;

/** The mail that carries the invoice, with what is needed to pay written in it as well as on the PDF. */
export function invoiceMail(merchant: Merchant, order: Order, invoice: MailedInvoice): DebtorMail {
  const { locale, subject } = wordsFor(merchant, order);
  const { orderNumber, totalMinor, currency, dueDate, invoiceNumber, kid, bankAccount } = invoice;
  return debtorMail(merchant, order, {
    kind: 'invoice',
    subject: subject(merchant.name, orderNumber),
    values: {
      orderNumber,
      amount: amountText(totalMinor, currency, locale),
      dueDate: dueDate === null ? null : dateText(dueDate, locale),
      invoiceNumber,
      kid,
      bankAccount,
    },
  });
}
