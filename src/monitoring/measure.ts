import type { EntityManager } from 'typeorm';
import { query } from '../platform/database/sql.js';
import type { JobStanding } from '../platform/jobs/job-engine.js';

/** What one look at the database is given. */
export interface Look {
  readonly manager: EntityManager;
  readonly merchants: readonly string[];
  readonly jobs: readonly JobStanding[];
}

/** One value of a measure; its labels tell what of. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One figure of the business: a Prometheus gauge, with as many series as there are merchants and kinds, never objects. */
export interface Measure {
  readonly name: string;
  readonly help: string;
  /** The first is always `merchant`. */
  readonly labels: readonly string[];
  /** Kinds (values of the second label) that are 0, and not missing, where there is nothing. */
  readonly kinds?: readonly string[];
  /** A figure of the merchant alone that is 0, and not missing, where there is nothing. */
  readonly isZeroWithout?: boolean;
  read(look: Look): Promise<Sample[]>;
}

/** Reads columns named like the labels, and `value`; $1 are the merchants that are served. */
export function fromSql(labels: readonly string[], text: string): Measure['read'] {
  return async ({ manager, merchants }) => {
    const rows = await query<Record<string, string>>(manager, text, [merchants]);
    return rows.map((row) => ({
      labels: Object.fromEntries(labels.map((label) => [label, String(row[label])])),
      value: Number(row.value),
    }));
  };
}

/** Reads one figure of each merchant's jobs in each lane. */
export function fromJobs(figure: (standing: JobStanding) => number): Measure['read'] {
  return ({ jobs, merchants }) =>
    Promise.resolve(
      jobs
        .filter(({ merchantId }) => merchants.includes(merchantId))
        .map((standing) => ({
          labels: { merchant: standing.merchantId, lane: standing.lane },
          value: figure(standing),
        })),
    );
}
