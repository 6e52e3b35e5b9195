import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { MINOR_UNITS } from '../platform/database/columns.js';

/** What a debtor paid, as one CAPTURE event said. Append-only. */
@Entity('payment')
export class PaymentRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'payment_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'bigint' })
  readonly invoiceId!: string;

  @Column({ type: 'bigint' })
  readonly entryId!: string;

  @Column({ type: 'text' })
  readonly transactionId!: string;

  @Column({ type: 'text' })
  readonly eventKey!: string;

  @Column(MINOR_UNITS)
  readonly amountMinor!: bigint;

  @Column({ type: 'char', length: 3 })
  readonly currency!: string;

  @Column({ type: 'timestamptz' })
  readonly paidAt!: Date;

  @Column({ type: 'text', nullable: true })
  readonly eventReference!: string | null;

  @Column({ type: 'text', array: true, default: [] })
  readonly settlementIds!: string[];

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;
}
