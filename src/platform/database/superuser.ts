import type { DataSource } from 'typeorm';
import { queryOne } from './sql.js';

/** Said at the start, and why: docs/operations.md, "The database role". */
export const SUPERUSER_WARNING =
  'DATABASE_URL names a superuser of PostgreSQL, who stands above the guards of the books. ' +
  'Use a role of its own, see "The database role" in docs/operations.md.';

/** Whether the connector's role may silence foreign keys and alter any table: then the books rest on our code alone. */
export async function isSuperuser(dataSource: DataSource): Promise<boolean> {
  const row = await queryOne<{ superuser: boolean }>(
    dataSource.manager,
    `select current_setting('is_superuser') = 'on' as superuser`,
  );
  return row?.superuser === true;
}
