import { join } from 'node:path';
import { Environment } from '../platform/config/environment.js';
import {
  type EmbeddedPostgresOptions,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../platform/database/embedded-postgres.js';

/** The database of the environment, or the embedded one, which is stopped again if nobody else uses it. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const environment = Environment.read(process.env);
  if (environment.databaseUrl) return work(environment.databaseUrl.reveal());
  const server = await startEmbeddedPostgres(embeddedIn(environment));
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/** The same without starting anything: null when the embedded one is not running. */
export async function findDatabase(environment: Environment): Promise<string | null> {
  return environment.databaseUrl?.reveal() ?? (await findEmbeddedPostgres(embeddedIn(environment)));
}

function embeddedIn({ dataDir }: Environment): EmbeddedPostgresOptions {
  return { folder: join(dataDir, 'postgres'), database: 'fakturabro' };
}
