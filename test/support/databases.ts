import { randomBytes } from 'node:crypto';
import { onServer, withDatabase } from './server.mjs';

/** A database of a test's own; every name says that it is one. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A copy of the migrated template: milliseconds instead of all the migrations. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create(` template ${requiredVariable('FAKTURABRO_TEST_TEMPLATE')}`);
}

export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create('');
}

/** An empty database, and the address of it for its owner: a role that may do nothing else on the server. */
export async function createOwnedDatabase(): Promise<TestDatabase & { readonly adminUrl: string }> {
  const database = await createEmptyDatabase();
  const owned = new URL(database.url);
  owned.username = owned.pathname.slice(1);
  owned.password = randomBytes(12).toString('hex');
  const role = owned.username;
  await onServer(
    database.url,
    `create role ${role} login nosuperuser nocreatedb nocreaterole password '${owned.password}'`,
  );
  await onServer(database.url, `alter database ${role} owner to ${role}`);
  return {
    url: owned.href,
    adminUrl: database.url,
    drop: async () => {
      await database.drop();
      await onServer(requiredVariable('FAKTURABRO_TEST_SERVER'), `drop role ${role}`);
    },
  };
}

async function create(from: string): Promise<TestDatabase> {
  const serverUrl = requiredVariable('FAKTURABRO_TEST_SERVER');
  const name = `fakturabro_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}${from}`);
  return {
    url: withDatabase(serverUrl, name),
    drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

function requiredVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; tests are run with "npm test".`);
  return value;
}
