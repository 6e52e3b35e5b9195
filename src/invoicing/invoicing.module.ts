import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InboxModule } from '../inbox/inbox.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrderInvoicing } from '../orders/order-invoicing.port.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { ApplyTransaction } from './apply-transaction.js';
import { BillingGroupRow } from './billing-group.entity.js';
import { BillingGroups } from './billing-groups.js';
import { BookTransaction } from './book-transaction.js';
import { ChannelFallback } from './channel-fallback.js';
import { GroupedBilling } from './grouped-billing.js';
import { GroupedInvoiceRow } from './grouped-invoice.entity.js';
import { GroupedInvoices } from './grouped-invoices.js';
import { InvoiceActions } from './invoice-actions.js';
import { InvoiceSubject } from './invoice-subject.js';
import { InvoiceRow } from './invoice.entity.js';
import { InvoicesController } from './invoices.controller.js';
import { Invoices } from './invoices.js';
import { IssueInvoice } from './issue-invoice.js';
import { PaymentRow } from './payment.entity.js';
import { PaymentsController } from './payments.controller.js';
import { PlanInvoices } from './plan-invoices.js';
import { PollOpen } from './poll-open.js';
import { RefreshInvoice } from './refresh-invoice.js';
import { RefuseInvoice } from './refuse-invoice.js';
import { ReportNews } from './report-news.js';
import { ResubmitInvoice } from './resubmit-invoice.js';
import { StartCollection } from './start-collection.js';
import { TellErp } from './tell-erp.js';
import { TransactionAlarms } from './transaction-alarms.js';
import { TransactionLog } from './transaction-log.js';
import { UnfinishedFacts } from './unfinished-facts.js';
import { UnfinishedInvoices } from './unfinished-invoices.js';
import { VoidInvoice } from './void-invoice.js';

/** An order becomes an invoice at the provider, is collected, paid or voided. Global, because orders plan through it. */
@Global()
@Module({
  imports: [
    InboxModule,
    LedgerModule,
    TypeOrmModule.forFeature([InvoiceRow, PaymentRow, BillingGroupRow, GroupedInvoiceRow]),
  ],
  controllers: [InvoicesController, PaymentsController],
  providers: [
    Invoices,
    PlanInvoices,
    { provide: OrderInvoicing, useExisting: PlanInvoices },
    IssueInvoice,
    AdoptTransaction,
    RefuseInvoice,
    ResubmitInvoice,
    StartCollection,
    VoidInvoice,
    RefreshInvoice,
    PollOpen,
    ReportNews,
    ApplyTransaction,
    BookTransaction,
    TransactionLog,
    TransactionAlarms,
    ChannelFallback,
    BillingGroups,
    GroupedBilling,
    GroupedInvoices,
    TellErp,
    InvoiceActions,
    UnfinishedInvoices,
    UnfinishedFacts,
    InvoiceSubject,
  ],
  exports: [OrderInvoicing, Invoices, PollOpen, ReportNews, RefreshInvoice, ApplyTransaction],
})
export class InvoicingModule {}
