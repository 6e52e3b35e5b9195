import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { InvoiceInterval } from '../domain/invoice/billing-period.js';
import type { PolicyStamp } from '../domain/invoice/delivery-policy.js';
import type { InvoiceState } from '../domain/invoice/invoice-state.js';
import type { VoidCause } from '../domain/invoice/void-cause.js';
import type { ProviderRefusal, ProviderStamp } from '../domain/invoice/provider-transaction.js';
import type { IssueFlow } from '../domain/invoice/invoice-terms.js';
import type { DebtorType, InvoiceChannel, InvoiceProduct } from '../domain/order/order.js';
import { MINOR_UNITS } from '../platform/database/columns.js';

/** One invoice: one revision of an order, and one transaction at the provider. */
@Entity('invoice')
export class InvoiceRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'invoice_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'bigint' })
  readonly salesOrderId!: string;

  /** The message that holds the content this invoice is made from. */
  @Column({ type: 'bigint' })
  readonly inboxId!: string;

  @Column({ type: 'text' })
  readonly orderId!: string;

  @Column({ type: 'text' })
  readonly orderNumber!: string;

  @Column({ type: 'integer' })
  readonly revision!: number;

  @Column({ type: 'text' })
  readonly reference!: string;

  @Column({ type: 'text' })
  readonly flow!: IssueFlow;

  @Column({ type: 'text' })
  readonly product!: InvoiceProduct;

  /** Who delivers, as far as it is known: what we asked for until the provider says. */
  @Column({ type: 'text', nullable: true })
  readonly channel!: InvoiceChannel | null;

  /** Null asks for nobody. */
  @Column({ type: 'text', nullable: true })
  readonly channelAsked!: InvoiceChannel | null;

  @Column({ type: 'integer' })
  readonly daysUntilDue!: number;

  /** Grouped only, like the three below it: how often an invoice is made of the purchases. */
  @Column({ type: 'text', nullable: true })
  readonly billingInterval!: InvoiceInterval | null;

  @Column({ type: 'bigint', nullable: true })
  readonly billingGroupId!: string | null;

  /** The day its grouped invoice is to be issued, by the day the provider took the purchase. */
  @Column({ type: 'date', nullable: true })
  readonly issueDue!: string | null;

  @Column({ type: 'bigint', nullable: true })
  readonly groupedInvoiceId!: string | null;

  @Column({ type: 'char', length: 3 })
  readonly currency!: string;

  @Column(MINOR_UNITS)
  readonly totalMinor!: bigint;

  @Column({ type: 'text' })
  readonly debtorId!: string;

  /** Null of invoices from before it was kept. */
  @Column({ type: 'text', nullable: true })
  readonly debtorType!: DebtorType | null;

  @Column({ type: 'char', length: 2, nullable: true })
  readonly debtorCountry!: string | null;

  /** The policy that wanted another channel than was decided, and has acted. */
  @Column({ type: 'jsonb', nullable: true })
  readonly policy!: PolicyStamp | null;

  @Column({ type: 'text' })
  readonly state!: InvoiceState;

  /** How often the issue step has started. */
  @Column({ type: 'integer', default: 0 })
  readonly attempt!: number;

  /** Since when an issue call may be at work without our knowing; null when every call was answered. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly callStartedAt!: Date | null;

  /** The write that one step has claimed; the other kind must wait. */
  @Column({ type: 'text', nullable: true })
  readonly action!: 'capture' | 'void' | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly actionCalledAt!: Date | null;

  /** Why it is to be cancelled, in the words of whoever asked. */
  @Column({ type: 'text', nullable: true })
  readonly cancelCause!: string | null;

  /** Why it is cancelled, as far as the words name a cause that decides something. */
  @Column({ type: 'text', nullable: true })
  readonly voidCause!: VoidCause | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly cancelRequestedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly sessionId!: string | null;

  /** The session that is to be paid, by us or by the debtor; null when there is none, or it has led to an invoice. */
  @Column({ type: 'text', nullable: true })
  readonly openSessionId!: string | null;

  /** A session that was replaced and must be ended before another one is opened. */
  @Column({ type: 'text', nullable: true })
  readonly abandonedSessionId!: string | null;

  /** Where the debtor accepts; of use only while the state is `awaiting-debtor`. */
  @Column({ type: 'text', nullable: true })
  readonly checkoutUrl!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly checkoutExpiresAt!: Date | null;

  /** When the newest refused attempt of the debtor was, that people were told of. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly checkoutDeclinedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly transactionId!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly providerStatus!: string | null;

  /** What the transaction looked like when it was last read in full. */
  @Column({ type: 'jsonb', nullable: true })
  readonly providerStamp!: ProviderStamp | null;

  @Column({ type: 'text', nullable: true })
  readonly settlementStatus!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  readonly refusal!: ProviderRefusal | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly collectionStartedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly voidedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly invoiceNumber!: string | null;

  /** The number it has in the ERP, once the ERP has told. */
  @Column({ type: 'text', nullable: true })
  readonly erpInvoiceNumber!: string | null;

  /** What the transaction shows as its second reference: the order number, until it is the number in the ERP. */
  @Column({ type: 'text', nullable: true })
  readonly secondReference!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly kid!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly bankAccount!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly iban!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly bic!: string | null;

  @Column({ type: 'date', nullable: true })
  readonly invoiceDate!: string | null;

  @Column({ type: 'date', nullable: true })
  readonly dueDate!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly documentUrl!: string | null;

  /** The sum of the payments; what of it was paid too much, and what was taken back, is in the next two. */
  @Column({ ...MINOR_UNITS, default: 0 })
  readonly paidMinor!: bigint;

  @Column({ ...MINOR_UNITS, default: 0 })
  readonly overpaidMinor!: bigint;

  @Column({ ...MINOR_UNITS, default: 0 })
  readonly reversedMinor!: bigint;

  /** What the debtor still owes: in the books once collection has started. */
  @Column(MINOR_UNITS)
  readonly openMinor!: bigint;

  /** Hash of the facts the ERP was last told. */
  @Column({ type: 'bytea', nullable: true })
  readonly factsSentHash!: Buffer | null;

  /** The ERP has not been told the newest facts yet. */
  @Column({ type: 'boolean', default: false })
  readonly factsDue!: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly updatedAt!: Date;
}
