import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { DEFAULT_ERP_MERCHANTS } from '../../sandbox/default-accounts.js';
import { sampleSecrets } from '../../sandbox/sample-secrets.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { freePort } from '../../src/platform/net/free-port.js';
import { Child } from './child.js';

export const MERCHANT = 'nordic-supplies';
export const API_KEY = 'an-admin-key-for-benchmarks';
/** The limit of calls in flight that the "issue" rows use, on both sides. */
export const CONCURRENCY = 64;

/** A durable PostgreSQL with an empty database, a sandbox, and room for a connector: everything a row needs, on one machine. */
export class BenchWorld {
  private constructor(
    private readonly folder: string,
    private readonly postgres: EmbeddedServer,
    private readonly sandbox: Child,
    readonly dinteroOrigin: string,
    readonly pool: pg.Pool,
  ) {}

  static async open(): Promise<BenchWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fakturabro-bench-'));
    await chmod(folder, 0o755);
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), database: 'fakturabro_bench' });
    await migrate(postgres.url);
    const [dintero, erp, mailbox, smtp] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const flags = ['--dintero-port', dintero, '--erp-port', erp, '--mailbox-port', mailbox, '--smtp-port', smtp].map(
      String,
    );
    const origin = `http://127.0.0.1:${dintero}`;
    const main = join(projectRoot(), 'dist', 'sandbox', 'main.js');
    const sandbox = await Child.start(main, flags, process.env, `${origin}/_sandbox/time`);
    await writeConfig(join(folder, 'config'), origin);
    await mkdir(join(folder, 'data'));
    return new BenchWorld(folder, postgres, sandbox, origin, new pg.Pool({ connectionString: postgres.url, max: 20 }));
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  /** Starts the connector with these roles; gives its address and the process. */
  async connector(roles: string): Promise<{ url: string; process: Child }> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      PATH: process.env.PATH,
      ...sampleSecrets(),
      DATABASE_URL: this.databaseUrl,
      DATA_DIR: join(this.folder, 'data'),
      CONFIG_DIR: join(this.folder, 'config'),
      PORT: String(port),
      PUBLIC_URL: url,
      ROLES: roles,
      LOG_LEVEL: 'error',
      FAKTURABRO_ADMIN_KEY: API_KEY,
    };
    const main = join(projectRoot(), 'dist', 'src', 'main.js');
    return { url, process: await Child.start(main, [], env, `${url}/health/live`) };
  }

  async setLatency(latencyMs: number): Promise<void> {
    await fetch(`${this.dinteroOrigin}/_sandbox/accounts/T11223344`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ latencyMs, signatureSecret: null }),
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.sandbox.stop();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The sample merchant on the sandbox, with wide limits and no ERP to tell: the rows measure one thing each. */
async function writeConfig(target: string, origin: string): Promise<void> {
  await cp(join(projectRoot(), 'config', 'merchants'), join(target, 'merchants'), { recursive: true });
  await rm(join(target, 'merchants', 'svenska-verktyg.yaml'));
  const path = join(target, 'merchants', `${MERCHANT}.yaml`);
  const yaml = (await readFile(path, 'utf8'))
    .replaceAll('http://127.0.0.1:4010', origin)
    .replace('concurrency: 8', `concurrency: ${CONCURRENCY}`)
    .replace('requestsPerSecond: 50', 'requestsPerSecond: 10000')
    .replace(/ {2}orders:\n(?: {4}.*\n)+ {2}entries:\n(?: {4}.*\n)+/, '');
  await writeFile(path, yaml);
}

export function webhookSecret(): string {
  return DEFAULT_ERP_MERCHANTS[0]?.webhookSecret ?? '';
}
