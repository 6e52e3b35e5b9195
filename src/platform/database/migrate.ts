import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';

/** Any number, as long as every process agrees on it: only one may migrate at a time. */
const MIGRATION_LOCK = 7_264_001;

/** Brings the database up to date; other replicas that start meanwhile wait here. Gives the names of what it ran. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl, 2)).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}
