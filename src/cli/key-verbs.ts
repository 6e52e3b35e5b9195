import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { ApiKeyRow } from '../platform/access/api-key.entity.js';
import { ApiKeys, type ListedKey } from '../platform/access/api-keys.js';
import { dataSourceOptions } from '../platform/database/data-source-options.js';
import { migrate } from '../platform/database/migrate.js';
import { withDatabase } from './local-database.js';
import { type Output, print, tableOf } from './output.js';

const COLUMNS = ['id', 'name', 'merchant', 'createdAt', 'lastUsedAt', 'revokedAt'];
/** A key that opens every merchant stands under this name in the audit trail. */
const EVERY_MERCHANT = '*';

/** Verbs for API keys. They work on the database itself: without a key nobody can ask a running connector. */
export function addKeyVerbs(program: Command): void {
  const keys = program.command('keys').description('API keys');
  keys
    .command('create')
    .description('make an API key and show it this one time')
    .argument('<name>', 'who or what it is for')
    .option('--merchant <id>', 'the only merchant it opens')
    .option('--json', 'answer in JSON', false)
    .action(async (name: string, options: Output & { merchant?: string }) => {
      const key = await withKeys((all) => all.create(name, options.merchant ?? null));
      print(options, { name, key }, () => [key]);
    });
  keys
    .command('list')
    .description('every API key: whose it is, when it was last used, whether it is revoked; never the key itself')
    .option('--json', 'answer in JSON', false)
    .action(async (options: Output) => {
      const found = (await withKeys((all) => all.list())).map(shown);
      print(options, { items: found }, () => tableOf(found, COLUMNS));
    });
  keys
    .command('revoke')
    .description('take the power away from an API key; it stays in the list')
    .argument('<id>', 'id of the key, from the list', keyId)
    .option('--json', 'answer in JSON', false)
    .action(async (id: string, options: Output) => {
      const { key, isNew } = await withKeys((all, manager) => revoke(all, manager, id));
      const since = key.revokedAt?.toISOString() ?? '';
      print(options, shown(key), () => [isNew ? `${key.name}: revoked` : `${key.name}: was revoked at ${since}`]);
    });
}

async function revoke(
  keys: ApiKeys,
  manager: EntityManager,
  id: string,
): Promise<Awaited<ReturnType<ApiKeys['revoke']>>> {
  const revoked = await keys.revoke(id);
  if (revoked.isNew) {
    const { name, merchantId } = revoked.key;
    const event = { merchantId: merchantId ?? EVERY_MERCHANT, actor: whoAmI(), action: 'revoke', kind: 'key', id };
    await new AuditTrail().record(manager, { ...event, reason: `the key "${name}"` });
  }
  return revoked;
}

/** One transaction on the keys of the environment's database, which is brought up to date first. */
async function withKeys<T>(work: (keys: ApiKeys, manager: EntityManager) => Promise<T>): Promise<T> {
  return withDatabase(async (url) => {
    await migrate(url);
    const dataSource = await new DataSource({ ...dataSourceOptions(url, 2), entities: [ApiKeyRow] }).initialize();
    try {
      return await dataSource.transaction((manager) => work(new ApiKeys(manager.getRepository(ApiKeyRow)), manager));
    } finally {
      await dataSource.destroy();
    }
  });
}

function shown({ id, name, merchantId, createdAt, lastUsedAt, revokedAt }: ListedKey): Record<string, string | null> {
  return {
    id,
    name,
    merchant: merchantId,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

function keyId(value: string): string {
  if (/^[1-9]\d{0,17}$/.test(value)) return value;
  throw new InvalidArgumentError('Write the id as "fakturabro keys list" shows it.');
}

/** Whoever runs the command, as the machine knows them; in a container there may be no name. */
function whoAmI(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:uid ${String(process.getuid?.() ?? '')}`;
  }
}
