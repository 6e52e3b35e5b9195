import { createHash } from 'node:crypto';
import { exactNumber } from '../domain/money.js';
import type { InvoiceFactsForErp } from './erp-invoice-facts.port.js';
import type { Invoice } from './invoices.js';

export function factsOf(invoice: Invoice): InvoiceFactsForErp {
  const isNone = invoice.state === 'rejected' || invoice.state === 'withdrawn';
  return {
    state: invoice.state,
    invoiceNumber: invoice.invoiceNumber,
    kid: invoice.kid,
    bankAccount: invoice.bankAccount,
    invoiceDate: invoice.invoiceDate,
    dueDate: invoice.dueDate,
    transactionId: invoice.transactionId,
    ...checkoutOf(invoice),
    totalAmount: exactNumber(invoice.totalMinor),
    paidAmount: exactNumber(invoice.paidMinor - invoice.reversedMinor),
    openAmount: exactNumber(isNone ? 0n : invoice.openMinor),
  };
}

/** Tells whether the ERP knows these facts already. */
export function factsHash(facts: InvoiceFactsForErp): Buffer {
  return createHash('sha256').update(JSON.stringify(facts)).digest();
}

/** Left out otherwise, so that what an ERP was told before there were checkouts still counts as told. */
function checkoutOf(invoice: Invoice): Pick<InvoiceFactsForErp, 'checkoutUrl' | 'checkoutExpiresAt'> {
  if (invoice.state !== 'awaiting-debtor' || invoice.checkoutUrl === null) return {};
  const { checkoutUrl, checkoutExpiresAt } = invoice;
  return checkoutExpiresAt === null
    ? { checkoutUrl }
    : { checkoutUrl, checkoutExpiresAt: checkoutExpiresAt.toISOString() };
}
