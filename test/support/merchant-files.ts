import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Merchant } from '../../src/domain/merchant.js';
import { ConfigurationError, readMerchants } from '../../src/merchants/read-merchants.js';

const folders: string[] = [];

/** A configuration folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'merchants-'));
  folders.push(folder);
  mkdirSync(join(folder, 'merchants'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'merchants', name), text);
  return folder;
}

/** For after the tests of a file that made folders. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

export const SECRETS = {
  CLIENT_ID: 'hush-client',
  CLIENT_SECRET: 'hush-secret',
  SIGNATURE: 'hush-signature',
  ERP_TOKEN: 'hush-token',
  ERP_KEY: `whsec_${Buffer.from('hush, the key of today').toString('base64')}`,
  FORMER_ERP_KEY: `whsec_${Buffer.from('hush, the key before it').toString('base64')}`,
};

/** The smallest file that is right. */
export const MINIMAL = `
merchant: acme
name: Acme AS
country: NO
organizationNumber: "923609016"
baseCurrency: NOK
mode: test
dintero:
  accountId: T11223344
  clientId: env:CLIENT_ID
  clientSecret: env:CLIENT_SECRET
invoicing:
  rules: [{ product: b2b }]
erp: { type: generic }
ledger: { chart: ns4102 }
`;

/** The same in live mode, with what that needs. */
export const LIVE = MINIMAL.replace('mode: test', 'mode: live')
  .replace('T11223344', 'P11223344')
  .replace('clientSecret: env:CLIENT_SECRET', 'clientSecret: env:CLIENT_SECRET\n  callbackSecrets: [env:SIGNATURE]');

type Tree = Record<string, unknown>;

/** The file with one field set, added, or taken out with `undefined`; the path is written with dots. */
export function withField(text: string, path: string, value: unknown): string {
  const root = parse(text) as Tree;
  const names = path.split('.');
  const leaf = names.pop() ?? '';
  let branch = root;
  for (const name of names) branch = (branch[name] ??= {}) as Tree;
  branch[leaf] = value;
  return stringify(root);
}

const PUBLIC_URL = new URL('https://hooks.example.com');

export function readFolder(
  folder: string,
  environment: NodeJS.ProcessEnv = SECRETS,
  publicUrl = PUBLIC_URL,
): Merchant[] {
  return readMerchants(folder, { environment, publicUrl });
}

/** The merchant of a file with this text. */
export function readText(text: string): Merchant {
  return readFolder(folderWith({ 'acme.yaml': text }))[0]!;
}

export function refusalOf(work: () => unknown): ConfigurationError {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

/** The faults of one file, one `pointer rule` each. */
export function faultsOf(text: string): string[] {
  return refusalOf(() => readText(text)).files.flatMap(({ problems }) => problems.map((p) => `${p.pointer} ${p.rule}`));
}
