import type { Merchant } from '../domain/merchant.js';
import type { Order } from '../domain/order/order.js';
import type { Invoice } from '../invoicing/invoices.js';
import { amountText, type DebtorMail, debtorMail, wordsFor } from './debtor-mail.js';

/** What the mail takes from the invoice. */
export type LinkedInvoice = Pick<
  Invoice,
  'orderNumber' | 'totalMinor' | 'currency' | 'checkoutUrl' | 'checkoutExpiresAt'
>;

/** The mail that asks the debtor to accept. */
export function linkMail(merchant: Merchant, order: Order, invoice: LinkedInvoice): DebtorMail {
  const { locale, checkoutSubject } = wordsFor(merchant, order);
  const { orderNumber, totalMinor, currency, checkoutUrl, checkoutExpiresAt } = invoice;
  const moment = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: merchant.timeZone,
  });
  return debtorMail(merchant, order, {
    kind: 'checkout',
    subject: checkoutSubject(merchant.name, orderNumber),
    values: {
      orderNumber,
      amount: amountText(totalMinor, currency, locale),
      link: checkoutUrl ?? '',
      validUntil: checkoutExpiresAt && moment.format(checkoutExpiresAt),
    },
  });
}
