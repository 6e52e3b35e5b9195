import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Problem } from '../domain/problem.js';
import type { InboxSource, InboxVerdict } from './inbox-message.js';

@Entity('inbox')
export class InboxRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'inbox_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'text' })
  readonly source!: InboxSource;

  @Column({ type: 'text', nullable: true })
  readonly subject!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly messageId!: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  readonly receivedAt!: Date;

  @Column({ type: 'jsonb' })
  readonly headers!: Record<string, string>;

  @Column({ type: 'text', nullable: true })
  readonly target!: string | null;

  @Column({ type: 'bytea', select: false })
  readonly body!: Buffer;

  @Column({ type: 'text' })
  readonly verdict!: InboxVerdict;

  @Column({ type: 'jsonb', nullable: true })
  readonly problems!: Problem[] | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly handledAt!: Date | null;
}
