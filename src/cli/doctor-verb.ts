import type { Resolver } from 'node:dns/promises';
import type { Command } from 'commander';
import pg from 'pg';
import type { Merchant } from '../domain/merchant.js';
import { loadMerchants } from '../merchants/load-merchants.js';
import { ConfigurationError } from '../merchants/read-merchants.js';
import { failed } from '../platform/checks/check.js';
import { type CheckResult, runChecks } from '../platform/checks/run-checks.js';
import { Environment, EnvironmentError } from '../platform/config/environment.js';
import { resolverAt } from './dns-resolver.js';
import { checksFor } from './doctor-checks.js';
import { resultLines, summaryOf } from './doctor-report.js';
import { everySecretOf, withoutKnown } from './hidden-secrets.js';
import { findDatabase } from './local-database.js';
import { CliError, EXIT, type Output, print } from './output.js';

const PATIENCE_MS = 20_000;
const DNS_PATIENCE = { timeout: 3000, tries: 1 };

interface DoctorOptions extends Output {
  readonly dns?: string;
}

/** Looks at everything the connector needs, from where it would run; works without a running one. */
export function addDoctorVerb(program: Command): void {
  program
    .command('doctor')
    .description('check everything the connector needs: Dintero, the way back from it, database, mail, ERP')
    .argument('[merchant]', 'id of the merchant; left out: all of them')
    .option('--dns <address>', 'name server to ask about mail domains; left out: that of this machine')
    .option('--json', 'answer in JSON', false)
    .action(async (merchant: string | undefined, options: DoctorOptions) => {
      const results = await examine(merchant, resolverAt(options.dns, DNS_PATIENCE));
      print(options, { results, summary: summaryOf(results) }, () => resultLines(results));
      if (results.some(({ state }) => state === 'failed')) throw new CliError('', EXIT.failed);
    });
}

async function examine(id: string | undefined, resolver: Resolver): Promise<CheckResult[]> {
  const configuration = await readConfiguration();
  if ('check' in configuration) return [configuration];
  const { environment, merchants } = configuration;
  const chosen = merchants.filter((merchant) => id === undefined || merchant.id === id);
  if (chosen.length === 0) {
    const known = merchants.map((merchant) => merchant.id).join(', ');
    throw new CliError(`There is no merchant ${id ?? ''}; there is ${known}.`, EXIT.usage);
  }
  const secrets = chosen.flatMap(everySecretOf);
  const results = await withPool(environment, (pool) =>
    runChecks(checksFor({ environment, merchants: chosen, pool, resolver }), PATIENCE_MS),
  );
  return results.map((result) => ({ ...result, found: withoutKnown(result.found, secrets) }));
}

interface Configuration {
  readonly environment: Environment;
  readonly merchants: readonly Merchant[];
}

/** What is wrong with it is a result like any other; nothing else can be checked then. */
async function readConfiguration(): Promise<Configuration | CheckResult> {
  try {
    const environment = Environment.read(process.env);
    const surroundings = { environment: process.env, publicUrl: environment.publicUrl };
    return { environment, merchants: await loadMerchants(environment.configDir, surroundings) };
  } catch (error) {
    if (!(error instanceof ConfigurationError || error instanceof EnvironmentError)) throw error;
    const verdict = failed(error.message, 'Correct it, then check again: nothing else can be checked before.');
    return { merchant: null, check: 'configuration', ...verdict };
  }
}

/** The database, if it can be found without starting anything. */
async function withPool<T>(environment: Environment, work: (pool: pg.Pool | null) => Promise<T>): Promise<T> {
  const url = await findDatabase(environment);
  if (url === null) return work(null);
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5000 });
  pool.on('error', () => undefined); // an idle connection that ends says so to whoever asks next
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
