import type { Clock } from '../../clock.js';
import type { Random } from '../../random.js';
import type { Account } from '../account.js';
import type { Invoice, TransactionRecord } from '../records.js';
import { kidFor } from './bank-accounts.js';
import type { InvoiceDates } from './invoice-dates.js';

/** Where the sandbox is reached; known once it listens. */
export interface Place {
  origin: string;
}

/** Kravia's invoices: numbers them, and finds them by the opaque ids in their URLs. */
export class Invoices {
  private readonly byAttachment = new Map<string, Invoice>();
  private readonly byFile = new Map<string, Invoice>();
  private issued = 0;

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly place: Place,
  ) {}

  /** One invoice over `records`; their metadata names it from now on, or when it has been hidden for a while. */
  issue(account: Account, records: readonly TransactionRecord[], dates: InvoiceDates, hiddenForMs = 0): Invoice {
    this.issued += 1;
    const delayMs = account.settings.pdfDelayMs;
    const invoice: Invoice = {
      number: account.nextInvoiceNumber(),
      id: String(88_000 + this.issued),
      ...dates,
      kid: kidFor(account.creditorId, this.issued),
      fileId: this.random.id(),
      attachmentId: this.random.id(),
      records,
      isShown: false,
      pdfReadyAtMs: delayMs === null ? null : this.clock.nowMs() + delayMs,
    };
    this.byAttachment.set(invoice.attachmentId, invoice);
    this.byFile.set(invoice.fileId, invoice);
    for (const record of records) record.invoice = invoice;
    if (hiddenForMs === 0) this.show(invoice, null);
    else {
      this.clock.after(hiddenForMs, () => {
        this.show(invoice, dates);
      });
    }
    return invoice;
  }

  withAttachment(attachmentId: string): Invoice | null {
    return this.byAttachment.get(attachmentId) ?? null;
  }

  withFile(fileId: string): Invoice | null {
    return this.byFile.get(fileId) ?? null;
  }

  /** Numbers are unique over all accounts: each has its own beginning. */
  withNumber(number: string): Invoice | null {
    return [...this.byFile.values()].find((invoice) => invoice.number === number) ?? null;
  }

  hasPdf(invoice: Invoice): boolean {
    return invoice.pdfReadyAtMs !== null && invoice.pdfReadyAtMs <= this.clock.nowMs();
  }

  /** What `sync_invoice_file` does: the PDF is there at once. */
  syncPdf(invoice: Invoice): void {
    invoice.pdfReadyAtMs = Math.min(this.clock.nowMs(), invoice.pdfReadyAtMs ?? Infinity);
  }

  reset(): void {
    this.byAttachment.clear();
    this.byFile.clear();
  }

  /** The dates are on an event too, unless that event came before they were shown. */
  private show(invoice: Invoice, late: InvoiceDates | null): void {
    invoice.isShown = true;
    for (const { wire } of invoice.records) {
      wire.metadata['kravia:invoice_number'] = invoice.number;
      wire.metadata['kravia:invoice_url'] = `${this.place.origin}/transaction-attachments/${invoice.attachmentId}`;
      if (late === null) continue;
      wire.metadata['kravia:invoice_date'] = late.date;
      wire.metadata['kravia:invoice_due_date'] = late.dueDate;
    }
  }
}
