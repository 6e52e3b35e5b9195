import type { Express } from 'express';
import type { Fault } from '../../faults.js';
import { type Answer, bytes, json, redirect } from '../../http/answer.js';
import type { Admitted, Front } from '../../http/front.js';
import { HttpError } from '../../http/http-error.js';
import type { Incoming } from '../../http/incoming.js';
import type { DocumentAccess, DocumentStyle } from '../account-settings.js';
import type { Admission } from '../api/admission.js';
import type { Invoices } from '../kravia/invoices.js';
import type { Invoice, TransactionRecord } from '../records.js';
import { spoiltBytes } from './document-faults.js';
import { invoicePdf } from './invoice-pdf.js';
import type { Storage, StoredFile } from './storage.js';

const PDF = 'application/pdf';

/** Serves the invoices' PDFs, in every way the real service is thought to. */
export class Documents {
  constructor(
    private readonly invoices: Invoices,
    private readonly storage: Storage,
    private readonly admission: Admission,
  ) {}

  routes(app: Express, front: Front): void {
    app.get(
      '/transaction-attachments/:id',
      front.handle('document', (incoming) => {
        const invoice = this.invoices.withAttachment(incoming.param('id'));
        return this.admit(invoice, (fault, first, known) => this.serve(incoming, known, first, fault));
      }),
    );
    app.get(
      '/v1/files/:id',
      front.handle('file', (incoming) => {
        const invoice = this.invoices.withFile(incoming.param('id'));
        return this.admit(invoice, (_fault, first, known) => this.envelope(known, first));
      }),
    );
  }

  /** Both addresses are open to anyone who knows them, so they count for the account of the invoice. */
  private admit(
    invoice: Invoice | null,
    perform: (fault: Fault | null, first: TransactionRecord, invoice: Invoice) => Answer | Promise<Answer>,
  ): Admitted {
    const first = invoice?.records[0];
    if (invoice === null || first === undefined) throw new HttpError(404, 'There is no such file.');
    return {
      owner: first.account.id,
      merchantReference: first.wire.merchant_reference,
      latencyMs: first.account.settings.latencyMs,
      perform: (fault) => {
        if (!this.invoices.hasPdf(invoice)) throw new HttpError(404, 'The file is not there yet.');
        return perform(fault, first, invoice);
      },
    };
  }

  private async serve(
    incoming: Incoming,
    invoice: Invoice,
    first: TransactionRecord,
    fault: Fault | null,
  ): Promise<Answer> {
    const { settings } = first.account;
    if (fault?.fault === 'missing') throw new HttpError(404, 'The file is not there.');
    this.refuseAccess(incoming, first, accessOf(fault) ?? settings.pdfAccess);
    if (fault?.fault === 'redirect' && fault.url !== undefined) return redirect(fault.url);

    const file = fileOf(invoice, first);
    const style = styleOf(fault) ?? settings.pdfStyle;
    if (style === 'redirect') return redirect(this.storage.sign(file, first.account.id).url);
    if (style === 'envelope') return this.envelope(invoice, first);
    const pdf = await file.content();
    return bytes((await spoiltBytes(fault?.fault ?? null, pdf)) ?? pdf, PDF);
  }

  private envelope(invoice: Invoice, first: TransactionRecord): Answer {
    const file = fileOf(invoice, first);
    const { url, expiresAt } = this.storage.sign(file, first.account.id);
    return json({ id: invoice.fileId, name: file.name, mime_type: PDF, expires_at: expiresAt, url });
  }

  private refuseAccess(incoming: Incoming, first: TransactionRecord, access: DocumentAccess): void {
    if (access === 'refuses-bearer' && incoming.headers.authorization !== undefined) {
      throw new HttpError(403, 'This address is open: it takes no Authorization header.');
    }
    if (access === 'needs-bearer' && this.admission.grantOf(incoming).account !== first.account) {
      throw new HttpError(403, 'The token is of another account.');
    }
  }
}

function fileOf(invoice: Invoice, first: TransactionRecord): StoredFile {
  return { name: `${invoice.number}.pdf`, contentType: PDF, content: () => invoicePdf(invoice, first) };
}

function accessOf(fault: Fault | null): DocumentAccess | null {
  return fault?.fault === 'needs-bearer' || fault?.fault === 'refuses-bearer' ? fault.fault : null;
}

function styleOf(fault: Fault | null): DocumentStyle | null {
  return fault?.fault === 'redirect' || fault?.fault === 'envelope' ? fault.fault : null;
}
