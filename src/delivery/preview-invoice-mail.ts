import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import type { Language } from '../domain/order/order.js';
import { Invoices } from '../invoicing/invoices.js';
import { Documents } from './documents.js';
import { invoiceMail } from './invoice-mail.js';
import { type MailPreview, previewOf } from './mail-preview.js';
import { pdfAttachments } from './pdf-attachment.js';

/** Shows the mail of one invoice as it would be sent now, with its PDF once that is there. Sends nothing. */
@Injectable()
export class PreviewInvoiceMail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
    private readonly documents: Documents,
  ) {}

  /** @param language another than the debtor's, or null. @throws NotFound */
  async run(merchant: Merchant, reference: string, language: Language | null): Promise<MailPreview> {
    const { manager } = this.dataSource;
    const invoice = await this.invoices.byReference(merchant.id, reference);
    const { order } = await this.invoices.contentOf(manager, merchant, invoice);
    const document = await this.documents.latest(manager, invoice, null);
    const asked = language === null ? order : { ...order, debtor: { ...order.debtor, language } };
    const attachments = document ? pdfAttachments(merchant, asked, invoice, document) : [];
    return previewOf(merchant, asked, invoiceMail(merchant, asked, invoice), attachments);
  }
}
