import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InboxModule } from '../inbox/inbox.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrderInvoicing } from '../orders/order-invoicing.port.js';
import { AddOverpayment } from './add-overpayment.js';
import { AdoptTransaction } from './adopt-transaction.js';
import { AdvanceInvoice } from './advance-invoice.js';
import { ApplyTransaction } from './apply-transaction.js';
import { BillingGroupRow } from './grouped/billing-group.entity.js';
import { BillingGroups } from './grouped/billing-groups.js';
import { BindSale } from './bind-sale.js';
import { BookCourse } from './book-course.js';
import { CancelInvoice } from './cancel-invoice.js';
import { ChannelFallback } from './channel-fallback.js';
import { CloseSession } from './close-session.js';
import { CourseAlarms } from './course-alarms.js';
import { DecideVoid } from './decide-void.js';
import { DeliveryFactsReader } from './delivery-facts.js';
import { EndSession } from './end-session.js';
import { GroupedBilling } from './grouped/grouped-billing.js';
import { GroupedInvoiceRow } from './grouped/grouped-invoice.entity.js';
import { GroupedForecast } from './grouped/grouped-forecast.js';
import { GroupedInvoiceList } from './grouped/grouped-invoice-list.js';
import { GroupedInvoices } from './grouped/grouped-invoices.js';
import { GroupedInvoicesController } from './grouped/grouped-invoices.controller.js';
import { MissedGroups } from './grouped/missed-groups.js';
import { InvoiceHistories } from './invoice-histories.js';
import { ErpNumberController } from './erp-number.controller.js';
import { ErpNumbers } from './erp-numbers.js';
import { InvoiceActions } from './invoice-actions.js';
import { InvoiceSubject } from './invoice-subject.js';
import { InvoiceRow } from './invoice.entity.js';
import { InvoicesController } from './invoices.controller.js';
import { Invoices } from './invoices.js';
import { IssueByCheckout } from './issue-by-checkout.js';
import { IssueCall } from './issue-call.js';
import { IssueInOneStep } from './issue-in-one-step.js';
import { IssueInTwoSteps } from './issue-in-two-steps.js';
import { IssueInvoice } from './issue-invoice.js';
import { NameInvoice } from './name-invoice.js';
import { NudgeTransaction } from './nudge-transaction.js';
import { PaymentRow } from './payment.entity.js';
import { PaymentsController } from './payments.controller.js';
import { PlanInvoices } from './plan-invoices.js';
import { PollOpen } from './poll-open.js';
import { AffectedDebtors } from './policies/affected-debtors.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PolicyTrail } from './policies/policy-trail.js';
import { ReviewPolicy } from './policies/review-policy.js';
import { RecordIssue } from './record-issue.js';
import { RefreshInvoice } from './refresh-invoice.js';
import { RefuseInvoice } from './refuse-invoice.js';
import { ReportNews } from './report-news.js';
import { ResubmitInvoice } from './resubmit-invoice.js';
import { ReversePayments } from './reverse-payments.js';
import { StartCollection } from './start-collection.js';
import { TellErp } from './tell-erp.js';
import { TransactionLog } from './transaction-log.js';
import { TransactionNudges } from './transaction-nudges.js';
import { UnfinishedErpNumbers } from './unfinished-erp-numbers.js';
import { UnfinishedFacts } from './unfinished-facts.js';
import { UnfinishedInvoices } from './unfinished-invoices.js';
import { UnfinishedSessions } from './unfinished-sessions.js';
import { VoidInvoice } from './void-invoice.js';
import { WriteErpNumber } from './write-erp-number.js';
import { WatchSession } from './watch-session.js';

/** An order becomes an invoice at the provider, is collected, paid or voided. Global, because orders plan through it. */
@Global()
@Module({
  imports: [
    InboxModule,
    LedgerModule,
    TypeOrmModule.forFeature([InvoiceRow, PaymentRow, BillingGroupRow, GroupedInvoiceRow]),
  ],
  controllers: [
    InvoicesController,
    GroupedInvoicesController,
    ErpNumberController,
    PaymentsController,
    PoliciesController,
  ],
  providers: [
    Invoices,
    PlanInvoices,
    { provide: OrderInvoicing, useExisting: PlanInvoices },
    PolicyTrail,
    ReviewPolicy,
    AffectedDebtors,
    IssueInvoice,
    IssueInOneStep,
    IssueInTwoSteps,
    IssueByCheckout,
    BindSale,
    IssueCall,
    RecordIssue,
    WatchSession,
    EndSession,
    CloseSession,
    AdoptTransaction,
    RefuseInvoice,
    ResubmitInvoice,
    StartCollection,
    VoidInvoice,
    RefreshInvoice,
    PollOpen,
    ReportNews,
    ApplyTransaction,
    AdvanceInvoice,
    BookCourse,
    InvoiceHistories,
    CancelInvoice,
    DecideVoid,
    ReversePayments,
    AddOverpayment,
    TransactionLog,
    TransactionNudges,
    NudgeTransaction,
    CourseAlarms,
    ChannelFallback,
    BillingGroups,
    GroupedBilling,
    GroupedInvoices,
    GroupedForecast,
    GroupedInvoiceList,
    MissedGroups,
    TellErp,
    ErpNumbers,
    NameInvoice,
    WriteErpNumber,
    UnfinishedErpNumbers,
    InvoiceActions,
    DeliveryFactsReader,
    UnfinishedInvoices,
    UnfinishedFacts,
    UnfinishedSessions,
    InvoiceSubject,
  ],
  exports: [
    OrderInvoicing,
    Invoices,
    PollOpen,
    MissedGroups,
    AffectedDebtors,
    ReportNews,
    RefreshInvoice,
    ApplyTransaction,
    ReversePayments,
    AddOverpayment,
  ],
})
export class InvoicingModule {}
