import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { DataSource } from 'typeorm';
import { configurationDocs } from '../merchants/configuration-docs.js';
import { merchantSchema } from '../merchants/merchant-schema.js';
import { readMerchants } from '../merchants/read-merchants.js';
import { ApiKeyRow } from '../platform/access/api-key.entity.js';
import { ApiKeys } from '../platform/access/api-keys.js';
import { Environment } from '../platform/config/environment.js';
import { projectRoot } from '../platform/config/project-root.js';
import { dataSourceOptions } from '../platform/database/data-source-options.js';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';
import { migrate } from '../platform/database/migrate.js';
import { startService } from '../service.js';
import { type Output, print } from './output.js';

/** Verbs that work on this machine: the configuration, the database, the process itself. */
export function addLocalVerbs(program: Command): void {
  program
    .command('start')
    .description('run the connector with config/ and the environment')
    .action(() => startService(process.env));

  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--json', 'answer in JSON', false)
    .action(async (output: Output) => {
      const applied = await withDatabase((url) => migrate(url));
      print(output, { applied }, () => (applied.length === 0 ? ['The database is up to date.'] : applied));
    });

  const config = program.command('config').description('the merchants’ configuration');
  config
    .command('check')
    .description('check every merchant file, all faults at once')
    .option('--json', 'answer in JSON', false)
    .action((output: Output) => {
      const environment = Environment.read(process.env);
      const surroundings = { environment: process.env, publicUrl: environment.publicUrl };
      const merchants = readMerchants(environment.configDir, surroundings);
      const found = merchants.map(({ id, name, mode }) => ({ id, name, mode }));
      print(output, { merchants: found }, () => found.map(({ id, name, mode }) => `ok  ${id}  ${name}  (${mode})`));
    });
  config
    .command('schema')
    .description('write config/merchant.schema.json')
    .action(() => {
      writeFileSync(
        join(projectRoot(), 'config', 'merchant.schema.json'),
        `${JSON.stringify(merchantSchema(), null, 2)}\n`,
      );
    });
  config
    .command('docs')
    .description('write docs/configuration.md')
    .action(() => {
      writeFileSync(join(projectRoot(), 'docs', 'configuration.md'), configurationDocs());
    });

  const keys = program.command('keys').description('API keys');
  keys
    .command('create')
    .description('make an API key and show it this one time')
    .argument('<name>', 'who or what it is for')
    .option('--merchant <id>', 'the only merchant it opens')
    .option('--json', 'answer in JSON', false)
    .action(async (name: string, options: Output & { merchant?: string }) => {
      const key = await withDatabase(async (url) => {
        await migrate(url);
        return createKey(url, name, options.merchant ?? null);
      });
      print(options, { name, key }, () => [key]);
    });
}

async function createKey(url: string, name: string, merchantId: string | null): Promise<string> {
  const dataSource = await new DataSource({ ...dataSourceOptions(url, 2), entities: [ApiKeyRow] }).initialize();
  try {
    return await new ApiKeys(dataSource.getRepository(ApiKeyRow)).create(name, merchantId);
  } finally {
    await dataSource.destroy();
  }
}

/** The database of the environment, or the embedded one, which is stopped again if nobody else uses it. */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const environment = Environment.read(process.env);
  if (environment.databaseUrl) return work(environment.databaseUrl.reveal());
  const folder = join(environment.dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ folder, database: 'fakturabro' });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}
