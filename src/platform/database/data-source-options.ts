import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { SqlLogger } from '../logging/sql-logger.js';
import { SnakeNaming } from './snake-naming.js';
import { MIGRATIONS } from './migrations.js';

// A calendar date has no zone; the driver's default would turn it into midnight somewhere.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export function dataSourceOptions(url: string, connections: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName: 'fakturabro',
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    logging: ['error', 'warn', 'migration'],
    logger: new SqlLogger(),
    maxQueryExecutionTime: 5000,
    extra: { max: connections, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000 },
  };
}
