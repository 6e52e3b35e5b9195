import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { withExceptionTable } from '../exceptions/exception-docs.js';
import { configurationDocs } from '../merchants/configuration-docs.js';
import { merchantSchema } from '../merchants/merchant-schema.js';
import { loadMerchants } from '../merchants/load-merchants.js';
import { Environment } from '../platform/config/environment.js';
import { projectRoot } from '../platform/config/project-root.js';
import { migrate } from '../platform/database/migrate.js';
import { withDatabase } from './local-database.js';
import { type Output, print } from './output.js';

/** Verbs that work on this machine: the configuration, the database, the process itself. */
export function addLocalVerbs(program: Command): void {
  program
    .command('start')
    .description('run the connector with config/ and the environment')
    // Loaded only here: the other verbs need no application.
    .action(async () => (await import('../service.js')).startService(process.env));

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
    .action(async (output: Output) => {
      const environment = Environment.read(process.env);
      const surroundings = { environment: process.env, publicUrl: environment.publicUrl };
      const merchants = await loadMerchants(environment.configDir, surroundings);
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
    .description('write docs/configuration.md, and the table of exceptions in docs/operations.md')
    .action(() => {
      const docs = join(projectRoot(), 'docs');
      writeFileSync(join(docs, 'configuration.md'), configurationDocs());
      const operations = join(docs, 'operations.md');
      writeFileSync(operations, withExceptionTable(readFileSync(operations, 'utf8')));
    });
}
