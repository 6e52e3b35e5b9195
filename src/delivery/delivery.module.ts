import { Global, Module } from '@nestjs/common';
import { InvoiceDelivery } from '../invoicing/invoice-delivery.port.js';
import { ArchiveDocument } from './archive-document.js';
import { BeginDelivery } from './begin-delivery.js';
import { Deliveries } from './deliveries.js';
import { DeliveryController } from './delivery.controller.js';
import { DeliverySubject } from './delivery-subject.js';
import { Documents } from './documents.js';
import { FetchDocument } from './fetch-document.js';
import { ResendInvoice } from './resend-invoice.js';
import { SendInvoice } from './send-invoice.js';
import { UnfinishedDeliveries } from './unfinished-deliveries.js';

/** The invoice PDF is fetched, covered and e-mailed once, with proof. Global, because invoicing starts it. */
@Global()
@Module({
  controllers: [DeliveryController],
  providers: [
    BeginDelivery,
    { provide: InvoiceDelivery, useExisting: BeginDelivery },
    FetchDocument,
    ArchiveDocument,
    SendInvoice,
    ResendInvoice,
    Documents,
    Deliveries,
    UnfinishedDeliveries,
    DeliverySubject,
  ],
  exports: [InvoiceDelivery],
})
export class DeliveryModule {}
