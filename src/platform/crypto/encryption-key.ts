import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Environment } from '../config/environment.js';
import { Vault } from './vault.js';

/** The vault with the key of the environment, or with the one kept in DATA_DIR; that one is made at the first start. */
export async function openVault(environment: Environment): Promise<Vault> {
  const configured = environment.encryptionKey?.reveal();
  if (configured !== undefined) return new Vault(decode(configured));
  const file = join(environment.dataDir, 'encryption.key');
  await mkdir(environment.dataDir, { recursive: true });
  // `wx` loses politely against another process that makes the key at the same moment.
  await writeFile(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' }).catch(() => undefined);
  return new Vault(decode((await readFile(file, 'utf8')).trim()));
}

/**
 * Stops a start with the wrong key before anything is written with it.
 * @throws Error when this database was used with another key
 */
export async function refuseForeignKey(vault: Vault, dataSource: DataSource): Promise<void> {
  await dataSource.query('insert into vault_key (key_id) select $1 where not exists (select 1 from vault_key)', [
    vault.keyId,
  ]);
  const known: unknown[] = await dataSource.query('select 1 from vault_key where key_id = $1', [vault.keyId]);
  if (known.length > 0) return;
  throw new Error(
    'This database was written with another ENCRYPTION_KEY. Set that key, or the DATA_DIR that holds its encryption.key.',
  );
}

function decode(text: string): Buffer {
  return Buffer.from(text, text.length === 64 ? 'hex' : 'base64');
}
