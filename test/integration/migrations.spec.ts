import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { MIGRATIONS } from '../../src/platform/database/migrations.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/databases.js';
import { entityClasses } from '../support/entities.js';

describe('the migrations', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataSource = await new DataSource({ ...dataSourceOptions(database.url, 2), logging: false }).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('go up on an empty database, down one by one until nothing is left, and up to the same again', async () => {
    const applied = await dataSource.runMigrations();
    const built = await structure(dataSource);

    for (const _ of MIGRATIONS) await dataSource.undoLastMigration();
    const left = await structure(dataSource);

    await dataSource.runMigrations();
    const rebuilt = await structure(dataSource);

    expect(applied).toHaveLength(MIGRATIONS.length);
    expect(left).toEqual([]);
    expect(rebuilt).toEqual(built);
  });

  it('have nothing left to do the second time', async () => {
    expect(await dataSource.runMigrations()).toEqual([]);
    expect(await dataSource.showMigrations()).toBe(false);
  });
});

describe('the tables', () => {
  it('have exactly the columns that the entities expect', async () => {
    const database = await createTestDatabase();
    const entities = await entityClasses();
    const options = { ...dataSourceOptions(database.url, 2), logging: false as const, entities };
    const dataSource = await new DataSource(options).initialize();

    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();

    // Constraints and indexes belong to the migrations; the entities know them only in part.
    const ofMigrations = /^(alter table \S+ (add|drop) constraint|(create|drop) (unique )?index) /i;
    expect(entities.length).toBeGreaterThan(5);
    expect(upQueries.map(({ query }) => query).filter((text) => !ofMigrations.test(text))).toEqual([]);

    await dataSource.destroy();
    await database.drop();
  });
});

/** Every column, constraint, index, trigger and function of ours, in words that can be compared. */
async function structure(dataSource: DataSource): Promise<string[]> {
  const rows: { line: string }[] = await dataSource.query(`
    select format('column %s.%s %s %s %s', c.table_name, c.column_name, c.data_type, c.is_nullable, c.column_default) as line
      from information_schema.columns c where c.table_schema = 'public' and c.table_name <> 'schema_migration'
    union all
    select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_migration'
    union all
    select format('index %s', indexdef) from pg_indexes where schemaname = 'public' and tablename <> 'schema_migration'
    union all
    select format('trigger %s %s', pg_get_triggerdef(oid), tgenabled) from pg_trigger where not tgisinternal
    union all
    select format('function %s', pg_get_functiondef(oid)) from pg_proc where pronamespace = 'public'::regnamespace
    order by line`);
  return rows.map(({ line }) => line);
}
