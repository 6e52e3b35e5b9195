import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { InboxSource } from './inbox-message.js';

export interface ExpectedMessage {
  readonly merchantId: string;
  readonly source: InboxSource;
  /** What it is about, or a part of the address it was sent to. */
  readonly mark: string;
}

const LOOK_MS = 100;
const PATIENCE_MS = 5000;

/** Looks from outside the connector whether a message that was sent on purpose has come into this database. */
export class Arrivals {
  constructor(private readonly pool: pg.Pool | null) {}

  /** Where the inbox ends now; null without a database to look into, or with one that has no inbox yet. */
  async end(): Promise<string | null> {
    const found = await this.pool
      ?.query<{ id: string }>('select coalesce(max(id), 0)::text as id from inbox')
      .catch(() => null);
    return found?.rows[0]?.id ?? null;
  }

  /** Waits a little for a message after `end`. */
  async cameAfter(end: string, { merchantId, source, mark }: ExpectedMessage): Promise<boolean> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await this.pool?.query(
        `select 1 from inbox where id > $1 and merchant_id = $2 and source = $3 and (subject = $4 or strpos(target, $4) > 0)`,
        [end, merchantId, source, mark],
      );
      if ((found?.rowCount ?? 0) > 0) return true;
      if (Date.now() > deadline) return false;
      await sleep(LOOK_MS);
    }
  }
}
