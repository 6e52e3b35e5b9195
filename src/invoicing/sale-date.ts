import type { ProviderEvent } from '../domain/invoice/provider-transaction.js';
import { type LocalDate, localDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import type { Invoice } from './invoices.js';

/**
 * The date an invoice is booked on: its own, as the provider gives it. Where that is not known yet, the day on which a
 * grouped invoice was to be issued, and otherwise the day collection turned out to have started.
 */
export function saleDateOf(
  { invoiceDate, issueDue }: Pick<Invoice, 'invoiceDate' | 'issueDue'>,
  startedBy: Pick<ProviderEvent, 'occurredAt'>,
  { timeZone }: Pick<Merchant, 'timeZone'>,
): LocalDate {
  if (invoiceDate !== null) return invoiceDate;
  const started = localDate(startedBy.occurredAt, timeZone);
  return issueDue !== null && issueDue < started ? issueDue : started;
}
