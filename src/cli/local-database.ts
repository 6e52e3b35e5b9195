import { join } from 'node:path';
import { Environment } from '../platform/config/environment.js';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';

/** The database of the environment, or the embedded one, which is stopped again if nobody else uses it. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const environment = Environment.read(process.env);
  if (environment.databaseUrl) return work(environment.databaseUrl.reveal());
  const folder = join(environment.dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ folder, database: 'fakturabro' });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}
