import { Logger } from '@nestjs/common';
import pg from 'pg';
import { messageOf } from '../../domain/errors.js';
import type { ClaimBook, OrphanedClaim } from './claim-book.js';
import type { JobEngine } from './job-engine.js';

const LOOK_MS = 500;
const RECONNECT_MS = 500;

/**
 * Shows that this process lives, by one connection that carries its name, and looks after the others: jobs claimed by a
 * process without such a connection, twice in a row, are handed back. Being wrong is harmless: every attempt is fenced.
 */
export class DeathWatch {
  private readonly logger = new Logger('DeathWatch');
  private presence: pg.Client | null = null;
  private suspects = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly instance: string,
    private readonly claims: ClaimBook,
    private readonly engine: JobEngine,
  ) {}

  async start(): Promise<void> {
    await this.showPresence();
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.presence?.end().catch(() => undefined);
  }

  private async showPresence(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: this.instance,
      keepAlive: true,
    });
    const comeBack = (): void => {
      if (this.presence !== client || this.stopped) return;
      this.presence = null;
      setTimeout(() => void this.showPresence().catch(() => undefined), RECONNECT_MS);
    };
    this.presence = client;
    client.on('error', comeBack);
    client.on('end', comeBack);
    try {
      await client.connect();
    } catch (error) {
      comeBack();
      throw error;
    }
  }

  private async look(): Promise<void> {
    try {
      const orphans = await this.claims.orphans();
      const certain = orphans.filter((claim) => this.suspects.has(nameOf(claim)));
      this.suspects = new Set(orphans.map(nameOf));
      for (const claim of certain) await this.handBack(claim);
    } catch (error) {
      this.logger.debug(`cannot look: ${messageOf(error)}`);
    }
  }

  private async handBack(claim: OrphanedClaim): Promise<void> {
    this.logger.log({ msg: 'a worker died, its job is handed back', job: claim.jobId, lane: claim.lane });
    await this.engine.handBack(claim.lane, { id: claim.jobId, retryCount: claim.retryCount }, 'the worker died');
    await this.claims.forget([claim.jobId]);
  }
}

function nameOf(claim: OrphanedClaim): string {
  return `${claim.jobId}:${claim.retryCount}`;
}
