import { Global, Module } from '@nestjs/common';
import { InvoiceDelivery } from '../invoicing/invoice-delivery.port.js';
import { BeginDelivery } from './begin-delivery.js';
import { Deliveries } from './deliveries.js';
import { DeliveryController } from './delivery.controller.js';
import { DeliverySubject } from './delivery-subject.js';
import { Documents } from './documents.js';
import { FetchDocument } from './fetch-document.js';
import { LinkMailSubject } from './link-mail-subject.js';
import { LinkMails } from './link-mails.js';
import { ResendInvoice } from './resend-invoice.js';
import { SendInvoice } from './send-invoice.js';
import { SendLink } from './send-link.js';
import { UnfinishedDeliveries } from './unfinished-deliveries.js';
import { UnfinishedLinks } from './unfinished-links.js';

/** The invoice PDF is fetched, covered and e-mailed once, with proof. Global, because invoicing starts it. */
@Global()
@Module({
  controllers: [DeliveryController],
  providers: [
    BeginDelivery,
    { provide: InvoiceDelivery, useExisting: BeginDelivery },
    FetchDocument,
    SendInvoice,
    SendLink,
    LinkMails,
    LinkMailSubject,
    UnfinishedLinks,
    ResendInvoice,
    Documents,
    Deliveries,
    UnfinishedDeliveries,
    DeliverySubject,
  ],
  exports: [InvoiceDelivery],
})
export class DeliveryModule {}
