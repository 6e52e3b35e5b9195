import { Global, Module } from '@nestjs/common';
import { InboxModule } from '../inbox/inbox.module.js';
import { InvoiceDelivery } from '../invoicing/invoice-delivery.port.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ArchiveDocument } from './archive-document.js';
import { BeginDelivery } from './begin-delivery.js';
import { BounceTokens } from './bounces/bounce-tokens.js';
import { BouncesController } from './bounces/bounces.controller.js';
import { HandleBounces } from './bounces/handle-bounces.js';
import { LiftSuppression } from './bounces/lift-suppression.js';
import { MailboxTurns } from './bounces/mailbox-turns.js';
import { ReadMailbox } from './bounces/read-mailbox.js';
import { ReceiveBounce } from './bounces/receive-bounce.js';
import { RecordBounce } from './bounces/record-bounce.js';
import { Suppressions } from './bounces/suppressions.js';
import { SuppressionsController } from './bounces/suppressions.controller.js';
import { Deliveries } from './deliveries.js';
import { DeliveryController } from './delivery.controller.js';
import { DeliverySubject } from './delivery-subject.js';
import { DeliveryViews } from './delivery-views.js';
import { Documents } from './documents.js';
import { FetchDocument } from './fetch-document.js';
import { LinkMailSubject } from './link-mail-subject.js';
import { LinkMails } from './link-mails.js';
import { Recipients } from './recipients.js';
import { MailPreviewController } from './mail-preview.controller.js';
import { PreviewInvoiceMail } from './preview-invoice-mail.js';
import { ResendInvoice } from './resend-invoice.js';
import { SendInvoice } from './send-invoice.js';
import { SendLink } from './send-link.js';
import { UnfinishedDeliveries } from './unfinished-deliveries.js';
import { UnfinishedLinks } from './unfinished-links.js';
import { WatchDeliveries } from './watch-deliveries.js';

/** The invoice PDF is fetched, covered and e-mailed once, with proof. Global, because invoicing starts it. */
@Global()
@Module({
  imports: [InboxModule, OrdersModule],
  // Before the one whose list has a shorter path.
  controllers: [BouncesController, SuppressionsController, DeliveryController, MailPreviewController],
  providers: [
    BeginDelivery,
    { provide: InvoiceDelivery, useExisting: BeginDelivery },
    FetchDocument,
    ArchiveDocument,
    SendInvoice,
    SendLink,
    LinkMails,
    LinkMailSubject,
    UnfinishedLinks,
    ResendInvoice,
    PreviewInvoiceMail,
    Documents,
    Deliveries,
    DeliveryViews,
    Recipients,
    UnfinishedDeliveries,
    DeliverySubject,
    WatchDeliveries,
    BounceTokens,
    ReceiveBounce,
    HandleBounces,
    RecordBounce,
    Suppressions,
    LiftSuppression,
    MailboxTurns,
    ReadMailbox,
  ],
  exports: [InvoiceDelivery, ReadMailbox, WatchDeliveries],
})
export class DeliveryModule {}
