import type { InvoiceCourse } from '../domain/invoice/invoice-course.js';
import type { ProviderStanding, ProviderTransaction } from '../domain/invoice/provider-transaction.js';
import type { NumberedInvoice } from './course-entries.js';
import type { Invoice } from './invoices.js';

/** An invoice, and how much more of its course is known now. */
export interface Advance {
  /** As it stands in the database, locked by this transaction. */
  readonly before: Invoice;
  /** The same with what was said besides events: numbers, dates, a cause. */
  readonly told: NumberedInvoice;
  readonly from: InvoiceCourse;
  readonly to: InvoiceCourse;
  readonly standing: ProviderStanding;
  /** The look that showed it, if it was one. */
  readonly seen: ProviderTransaction | null;
  /** Nothing of this invoice can be in the books yet. */
  readonly isFirst: boolean;
}
