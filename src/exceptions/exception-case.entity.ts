import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ErrorDetails } from '../domain/errors.js';
import type { ExceptionCode } from './exception-codes.js';
import type { StoredWish } from './exceptions.js';
import type { SubjectKind } from './subject.js';

@Entity('exception_case')
export class ExceptionCaseRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'exception_case_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'text' })
  readonly code!: ExceptionCode;

  @Column({ type: 'text' })
  readonly subjectKind!: SubjectKind;

  @Column({ type: 'text' })
  readonly subjectId!: string;

  /** Name of the step that stands still; empty where the case is about the object as a whole. */
  @Column({ type: 'text', default: '' })
  readonly step!: string;

  @Column({ type: 'jsonb', default: {} })
  readonly details!: ErrorDetails;

  @Column({ type: 'jsonb', nullable: true })
  readonly retry!: StoredWish | null;

  @Column({ type: 'jsonb', nullable: true })
  readonly choices!: Readonly<Record<string, StoredWish>> | null;

  @Column({ type: 'text', default: 'open' })
  readonly state!: 'open' | 'resolved';

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly openedAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly lastSeenAt!: Date;

  @Column({ type: 'integer', default: 1 })
  readonly seenCount!: number;

  @Column({ type: 'timestamptz', nullable: true })
  readonly resolvedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  readonly resolvedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly resolution!: string | null;
}
