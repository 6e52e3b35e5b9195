import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const PATIENCE_MS = 60_000;

/** Waits for a database that is starting, recovering or being replaced; a wrong address or password fails at once. */
export async function awaitDatabase(url: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined); // the failed connection attempt reports itself
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error;
      await sleep(250);
    }
  }
}

const CANNOT_CONNECT_NOW = '57P03';

function isPassing(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isPassing);
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const passing = ['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', CANNOT_CONNECT_NOW];
  return (
    passing.includes(String(code)) || (error instanceof Error && error.message.includes('terminated unexpectedly'))
  );
}
