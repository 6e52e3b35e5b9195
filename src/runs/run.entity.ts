import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { RunKind } from './steps.js';

export type RunState = 'queued' | 'running' | 'succeeded' | 'attention' | 'failed';

/** One run of one kind for one merchant. `slot` names it: the hour it was due, or the request that asked for it. */
@Entity('run')
export class RunRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'run_pk',
  })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly merchantId!: string;

  @Column({ type: 'text' })
  readonly kind!: RunKind;

  @Column({ type: 'text' })
  readonly slot!: string;

  @Column({ type: 'text' })
  readonly trigger!: string;

  @Column({ type: 'text', default: 'queued' })
  readonly state!: RunState;

  /** The stage it is in, by step name. */
  @Column({ type: 'text', nullable: true })
  readonly stage!: string | null;

  /** Where the stage goes on, and what went wrong in earlier ones. */
  @Column({ type: 'jsonb', default: {} })
  readonly progress!: RunProgress;

  @Column({ type: 'jsonb', default: {} })
  readonly counts!: Readonly<Record<string, number>>;

  @Column({ type: 'text', nullable: true })
  readonly result!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  readonly createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readonly startedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  readonly finishedAt!: Date | null;
}

export interface RunProgress {
  readonly cursor?: string | null;
  readonly faults?: readonly string[];
}
