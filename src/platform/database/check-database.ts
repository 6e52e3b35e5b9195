import { statfs } from 'node:fs/promises';
import type pg from 'pg';
import { messageOf } from '../../domain/errors.js';
import { failed, notKnown, ok, type Verdict, warning } from '../checks/check.js';
import { MIGRATIONS } from './migrations.js';
import { SUPERUSER_WARNING } from './superuser.js';

export interface DatabaseToCheck {
  /** Null when the embedded one is not running. */
  readonly pool: pg.Pool | null;
  /** Somebody else's server, named by DATABASE_URL, and not the embedded one. */
  readonly isOwn: boolean;
  readonly hasLiveMerchants: boolean;
  /** What one process may hold. */
  readonly connections: number;
  readonly dataDir: string;
}

interface Facts {
  readonly version: string;
  readonly size: string;
  readonly is_superuser: boolean;
  readonly free_connections: number;
  readonly now: Date;
}

/** Jobs and the sign of life take some besides. */
const OTHER_CONNECTIONS = 5;
const CLOCK_DIFFERENCE_MAX_MS = 60_000;
const DISK_LEFT_MIN_BYTES = 1024 ** 3;

/** Whether PostgreSQL answers, is up to date, and leaves room for the connector. */
export async function checkDatabase(database: DatabaseToCheck): Promise<Verdict> {
  const { pool } = database;
  if (!pool) {
    const found = `The embedded database under ${database.dataDir} is not running: there is no connector on it.`;
    return notKnown(found, 'Start the connector with "npm start", or set DATABASE_URL; then check again.');
  }
  const facts = await factsOf(pool).catch(unreachable);
  if ('state' in facts) return facts;
  const waiting = await waitingMigrations(pool);
  const where = `PostgreSQL ${facts.version} answers; ${facts.size}`;
  return (
    (await faultOf(facts, database)) ??
    (waiting > 0
      ? warning(`${where}, and ${waiting} migration(s) wait.`, 'The next start runs them; or "fakturabro migrate".')
      : ok(`${where}, up to date, ${facts.free_connections} connections free.`))
  );
}

async function faultOf(facts: Facts, database: DatabaseToCheck): Promise<Verdict | null> {
  const differenceMs = Math.abs(facts.now.getTime() - Date.now());
  if (differenceMs > CLOCK_DIFFERENCE_MAX_MS) {
    const found = `The database's clock differs from this machine's by ${Math.round(differenceMs / 1000)} seconds.`;
    return warning(found, 'Have both synchronised by NTP: what is due is decided by both.');
  }
  if (database.isOwn && database.hasLiveMerchants && facts.is_superuser) {
    return warning(SUPERUSER_WARNING, 'Make a role of its own: docs/operations.md, "The database role".');
  }
  const needed = database.connections + OTHER_CONNECTIONS;
  if (facts.free_connections < needed) {
    const found = `${facts.free_connections} connections are free; one more process of ours may need ${needed}.`;
    return warning(found, 'Raise max_connections, or lower DATABASE_CONNECTIONS.');
  }
  return database.isOwn ? null : diskFault(database.dataDir);
}

/** Of the embedded database we know the disk; of another one its administrator does. */
async function diskFault(dataDir: string): Promise<Verdict | null> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize >= DISK_LEFT_MIN_BYTES) return null;
  const found = `Less than 1 GB of disk is left under ${dataDir}.`;
  return warning(found, 'Make room: without it no message can be stored.');
}

async function factsOf(pool: pg.Pool): Promise<Facts> {
  const { rows } = await pool.query<Facts>(
    `select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size,
       current_setting('is_superuser') = 'on' as is_superuser, clock_timestamp() as now,
       current_setting('max_connections')::int - (select count(*)::int from pg_stat_activity where backend_type = 'client backend')
         as free_connections`,
  );
  const [facts] = rows;
  if (!facts) throw new Error('PostgreSQL gave no answer to a plain question.');
  return facts;
}

async function waitingMigrations(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ found: boolean }>(`select to_regclass('schema_migration') is not null as found`);
  if (rows[0]?.found !== true) return MIGRATIONS.length;
  const done = await pool.query<{ name: string }>('select name from schema_migration');
  const names = new Set(done.rows.map(({ name }) => name));
  return MIGRATIONS.filter((migration) => !names.has(new migration().name)).length;
}

function unreachable(error: unknown): Verdict {
  const found = `PostgreSQL cannot be used: ${messageOf(error)}`;
  return failed(found, 'Start it, or correct DATABASE_URL: address, role, password, database.');
}
