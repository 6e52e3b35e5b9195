import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What Kravia groups a company's purchases by: each spelling of its name, and each reference, is a group of its own. */
@Entity('billing_group')
export class BillingGroupRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'billing_group_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  /** Keyed hash of everything in `debtor`. */
  @Column({ type: 'bytea' })
  readonly keyHash!: Buffer;

  /** Keyed hash of the organisation number and the country: the same company under whatever name. */
  @Column({ type: 'bytea' })
  readonly debtorHash!: Buffer;

  /** Sealed JSON of a `GroupDebtor`. */
  @Column({ type: 'bytea' })
  readonly debtor!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;
}
