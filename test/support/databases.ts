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
