import type { Resolver } from 'node:dns/promises';
import type pg from 'pg';
import { checkMailDomain } from '../delivery/mail-domain/check-mail-domain.js';
import type { Merchant } from '../domain/merchant.js';
import { Arrivals } from '../inbox/arrivals.js';
import { dinteroChecks } from '../integrations/dintero/checkup/dintero-checks.js';
import { DinteroCheckup } from '../integrations/dintero/checkup/dintero-checkup.js';
import { erpChecks } from '../integrations/erp-generic/check-erp.js';
import { checkMailServer } from '../integrations/smtp/check-mail-server.js';
import { type Check, ok, warning } from '../platform/checks/check.js';
import type { Environment } from '../platform/config/environment.js';
import { checkDatabase } from '../platform/database/check-database.js';

export interface Patient {
  readonly environment: Environment;
  /** The ones to be checked. */
  readonly merchants: readonly Merchant[];
  /** Null when the embedded database is not running. */
  readonly pool: pg.Pool | null;
  /** Whom to ask about mail domains. */
  readonly resolver: Resolver;
}

/** Everything that can be checked: first what all share, then merchant by merchant. */
export function checksFor(patient: Patient): Check[] {
  return [...sharedChecks(patient), ...patient.merchants.flatMap((merchant) => checksOf(merchant, patient))];
}

function sharedChecks({ environment, merchants, pool }: Patient): Check[] {
  const hasLiveMerchants = merchants.some(({ mode }) => mode === 'live');
  const { databaseUrl, databaseConnections: connections, dataDir, encryptionKey } = environment;
  const database = { pool, isOwn: databaseUrl !== null, hasLiveMerchants, connections, dataDir };
  return [
    {
      name: 'configuration',
      merchant: null,
      look: () => Promise.resolve(ok(`Nothing is wrong with ${merchants.map(nameOf).join(', ')}.`)),
    },
    { name: 'database', merchant: null, look: () => checkDatabase(database) },
    ...(hasLiveMerchants && encryptionKey === null ? [{ ...KEY_BESIDE_THE_DATA, merchant: null }] : []),
  ];
}

const KEY_BESIDE_THE_DATA: Pick<Check, 'name' | 'look'> = {
  name: 'encryption key',
  look: () =>
    Promise.resolve(
      warning(
        'ENCRYPTION_KEY is not set: the key lies in DATA_DIR, beside what it protects, and is lost with it.',
        'Set ENCRYPTION_KEY to the content of DATA_DIR/encryption.key, and keep a copy somewhere else.',
      ),
    ),
};

function checksOf(merchant: Merchant, { environment, pool, resolver }: Patient): Check[] {
  const checkup = new DinteroCheckup(merchant, environment.publicUrl, new Arrivals(pool));
  return [
    ...dinteroChecks(checkup),
    { name: 'mail server', merchant: merchant.id, look: () => checkMailServer(merchant) },
    { name: 'mail domain', merchant: merchant.id, look: () => checkMailDomain(merchant, resolver) },
    ...erpChecks(merchant),
  ];
}

function nameOf({ id, mode }: Merchant): string {
  return `${id} (${mode})`;
}
