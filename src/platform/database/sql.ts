import type { EntityManager } from 'typeorm';

/**
 * Runs one SQL statement and gives its rows, whatever kind of statement it is. Amounts and counts arrive as text,
 * because `bigint` has no safe JavaScript number; dates arrive as `YYYY-MM-DD`.
 */
export async function query<Row extends object>(
  manager: EntityManager,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const result: unknown = await manager.query(text, [...parameters]);
  // TypeORM answers UPDATE and DELETE with [rows, count], everything else with the rows.
  const isPair = Array.isArray(result) && Array.isArray(result[0]) && typeof result[1] === 'number';
  return (isPair ? (result as [Row[], number])[0] : result) as Row[];
}

/** The only row of a statement that gives at most one, or null. */
export async function queryOne<Row extends object>(
  manager: EntityManager,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<Row | null> {
  const rows = await query<Row>(manager, text, parameters);
  return rows[0] ?? null;
}
