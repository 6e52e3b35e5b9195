import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { EntryKind } from '../domain/ledger/journal-entry.js';
import type { AccountRole } from '../domain/ledger/roles.js';
import { MINOR_UNITS } from '../platform/database/columns.js';

/** Read only: entries are written by one statement in `Ledger` and never again. */
@Entity('journal_entry')
export class JournalEntryRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'journal_entry_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'text' })
  readonly entryKey!: string;

  @Column({ type: 'bytea' })
  readonly contentHash!: Buffer;

  @Column({ type: 'text' })
  readonly kind!: EntryKind;

  @Column({ type: 'date' })
  readonly entryDate!: string;

  @Column({ type: 'timestamptz' })
  readonly occurredAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;

  @Column({ type: 'char', length: 3 })
  readonly currency!: string;

  @Column({ type: 'char', length: 3 })
  readonly baseCurrency!: string;

  @Column({ type: 'text' })
  readonly text!: string;

  @Column({ type: 'integer' })
  readonly postingCount!: number;

  @Column({ type: 'text', nullable: true })
  readonly documentNumber!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly orderId!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly invoiceReference!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly transactionId!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly invoiceNumber!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly settlementId!: string | null;
}

@Entity('posting')
export class PostingRow {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'posting_pk' })
  readonly entryId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'posting_pk' })
  readonly no!: number;

  @Column({ type: 'integer' })
  readonly postingCount!: number;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'date' })
  readonly entryDate!: string;

  @Column({ type: 'text' })
  readonly account!: string;

  @Column({ type: 'text' })
  readonly role!: AccountRole;

  @Column({ type: 'char', length: 1 })
  readonly side!: 'D' | 'C';

  @Column(MINOR_UNITS)
  readonly amountMinor!: bigint;

  @Column({ type: 'char', length: 3 })
  readonly currency!: string;

  @Column(MINOR_UNITS)
  readonly baseMinor!: bigint;

  @Column({ type: 'text', nullable: true })
  readonly debtorId!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly invoiceNumber!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly transactionId!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly taxCode!: string | null;

  @Column({ ...MINOR_UNITS, nullable: true })
  readonly taxBaseMinor!: bigint | null;

  @Column({ ...MINOR_UNITS, nullable: true })
  readonly taxMinor!: bigint | null;
}
