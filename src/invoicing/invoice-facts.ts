import { createHash } from 'node:crypto';
import { exactNumber } from '../domain/money.js';
import type { InvoiceFactsForErp } from './erp-invoice-facts.port.js';
import type { Invoice } from './invoices.js';

export function factsOf(invoice: Invoice): InvoiceFactsForErp {
  const open = isClosed(invoice) ? 0n : invoice.totalMinor - invoice.paidMinor;
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
    paidAmount: exactNumber(invoice.paidMinor),
    openAmount: exactNumber(open > 0n ? open : 0n),
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

function isClosed(invoice: Invoice): boolean {
  return ['voided', 'closed', 'rejected', 'withdrawn', 'expired'].includes(invoice.state);
}
