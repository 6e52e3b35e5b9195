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
    totalAmount: exactNumber(invoice.totalMinor),
    paidAmount: exactNumber(invoice.paidMinor),
    openAmount: exactNumber(open > 0n ? open : 0n),
  };
}

/** Tells whether the ERP knows these facts already. */
export function factsHash(facts: InvoiceFactsForErp): Buffer {
  return createHash('sha256').update(JSON.stringify(facts)).digest();
}

function isClosed(invoice: Invoice): boolean {
  return ['voided', 'closed', 'rejected', 'withdrawn'].includes(invoice.state);
}
