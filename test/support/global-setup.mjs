import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../dist/src/platform/database/embedded-postgres.js';
import { migrate } from '../../dist/src/platform/database/migrate.js';
import { onServer, withDatabase } from './server.mjs';

/**
 * One PostgreSQL for the whole run, and in it one migrated template from which every test file copies its own database.
 * An existing server is used where DATABASE_URL names one; its user must be a superuser, because tests create
 * databases and roles and attack the books as one. Jest loads this file without its transforms, so it uses what `npm run build` made.
 */
export default async function setUp() {
  const given = process.env.DATABASE_URL;
  const folder = given ? null : await newFolder();
  const server = folder && (await startEmbeddedPostgres({ folder, database: 'fakturabro_test', durable: false }));
  try {
    await prepare(server?.url ?? given, server, folder);
  } catch (error) {
    // The teardown does not run then.
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function prepare(serverUrl, server, folder) {
  const template = `fakturabro_test_template_${process.pid}`;
  await onServer(serverUrl, `create database ${template}`);
  await migrate(withDatabase(serverUrl, template));
  process.env.FAKTURABRO_TEST_SERVER = serverUrl;
  process.env.FAKTURABRO_TEST_TEMPLATE = template;
  globalThis.fakturabroTestRun = { server, serverUrl, template, folder };
}

async function newFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'fakturabro-test-'));
  await chmod(folder, 0o755);
  return folder;
}
