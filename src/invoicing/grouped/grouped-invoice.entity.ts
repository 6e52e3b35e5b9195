import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One Kravia invoice over many transactions, from the moment its number is known. */
@Entity('grouped_invoice')
export class GroupedInvoiceRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'grouped_invoice_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'bigint' })
  readonly billingGroupId!: string;

  @Column({ type: 'text' })
  readonly invoiceNumber!: string;

  @Column({ type: 'date', nullable: true })
  readonly invoiceDate!: string | null;

  @Column({ type: 'date', nullable: true })
  readonly dueDate!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly kid!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;
}
