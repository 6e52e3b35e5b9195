import type { DataSource, EntityManager } from 'typeorm';
import { query } from '../database/sql.js';
import type { ClaimedJob } from './job-engine.js';
import type { Lane } from './step.js';

export interface OrphanedClaim {
  readonly lane: Lane;
  readonly jobId: string;
  readonly retryCount: number;
  readonly instance: string;
}

/** Who works on which job, so that a worker's death is noticed at once instead of by its missing heartbeat. */
export class ClaimBook {
  constructor(
    private readonly dataSource: DataSource,
    private readonly instance: string,
  ) {}

  async replace(
    manager: EntityManager,
    lane: Lane,
    done: readonly string[],
    taken: readonly ClaimedJob[],
  ): Promise<void> {
    if (done.length === 0 && taken.length === 0) return;
    const takenIds = taken.map((job) => job.id);
    await manager.query(
      `with gone as (delete from job_claim where job_id = any($1::uuid[]) and instance = $2)
       insert into job_claim (job_id, retry_count, lane, instance)
       select job_id, retry_count, $3, $2 from unnest($4::uuid[], $5::int[]) as taken (job_id, retry_count)
       on conflict (job_id) do update
         set retry_count = excluded.retry_count, lane = excluded.lane, instance = excluded.instance`,
      [done.filter((id) => !takenIds.includes(id)), this.instance, lane, takenIds, taken.map((job) => job.retryCount)],
    );
  }

  async forget(jobIds: readonly string[]): Promise<void> {
    await this.dataSource.query('delete from job_claim where job_id = any($1::uuid[])', [jobIds]);
  }

  /** Claims of instances that hold no connection any more. */
  async orphans(): Promise<OrphanedClaim[]> {
    return query<OrphanedClaim>(
      this.dataSource.manager,
      `select c.lane, c.job_id as "jobId", c.retry_count as "retryCount", c.instance
       from job_claim c
       where not exists (select 1 from pg_stat_activity a where a.application_name = c.instance)`,
    );
  }
}
