import { Logger } from '@nestjs/common';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createApplication } from './application.js';
import { loadMerchants } from './merchants/load-merchants.js';
import { Environment } from './platform/config/environment.js';
import { openVault, refuseForeignKey } from './platform/crypto/encryption-key.js';
import { awaitDatabase } from './platform/database/await-database.js';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { isSuperuser, SUPERUSER_WARNING } from './platform/database/superuser.js';
import { PinoLogger } from './platform/logging/pino-logger.js';
import { Shutdown } from './platform/config/shutdown.js';

/** Starts the connector with this environment, and stops it in order when the process is asked to end. */
export async function startService(variables: NodeJS.ProcessEnv): Promise<void> {
  const environment = Environment.read(variables);
  const surroundings = { environment: variables, publicUrl: environment.publicUrl };
  const merchants = await loadMerchants(environment.configDir, surroundings);
  const logger = new PinoLogger(environment.logLevel);
  Logger.overrideLogger(logger);
  const shutdown = new Shutdown();
  const databaseUrl = environment.databaseUrl?.reveal() ?? (await startDatabase(environment, shutdown));
  await awaitDatabase(databaseUrl);
  const applied = await migrate(databaseUrl);
  const vault = await openVault(environment);

  const app = await createApplication({ environment, merchants, databaseUrl, vault }, logger);
  shutdown.before(() => app.close());
  await refuseForeignKey(vault, app.get(DataSource));
  // The embedded server has no other role, and nobody but us; somebody else's is asked for one with less power.
  const isLive = environment.databaseUrl !== null && merchants.some(({ mode }) => mode === 'live');
  if (isLive && (await isSuperuser(app.get(DataSource)))) logger.warn({ msg: SUPERUSER_WARNING });
  await app.listen(environment.port, environment.host);
  logger.log({
    msg: 'ready',
    url: await app.getUrl(),
    publicUrl: environment.publicUrl.href,
    roles: environment.roles,
    merchants: merchants.map(({ id, mode }) => `${id} (${mode})`),
    migrations: applied.length,
  });
}

/** The embedded server outlives a crash of ours on purpose; an orderly stop takes it along, once nobody else needs it. */
async function startDatabase(environment: Environment, shutdown: Shutdown): Promise<string> {
  const server = await startEmbeddedPostgres({ folder: join(environment.dataDir, 'postgres'), database: 'fakturabro' });
  shutdown.before(() => server.stop());
  server.watch();
  return server.url;
}
