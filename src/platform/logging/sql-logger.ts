import { Logger } from '@nestjs/common';
import type { Logger as TypeOrmLogger } from 'typeorm';

/** Reports failed and slow statements by their text alone: parameters may hold personal data. */
export class SqlLogger implements TypeOrmLogger {
  private readonly logger = new Logger('Database');

  logQueryError(error: string | Error, query: string): void {
    const reason = error instanceof Error ? error.message : error;
    this.logger.warn({ msg: 'statement failed', reason, statement: shorten(query) });
  }

  logQuerySlow(durationMs: number, query: string): void {
    this.logger.warn({ msg: 'slow statement', durationMs, statement: shorten(query) });
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    if (level === 'warn') this.logger.warn(message);
  }

  logQuery(): void {
    // Every statement of every step would drown the log.
  }

  logSchemaBuild(): void {
    // The schema is built by migrations, which report themselves.
  }

  logMigration(message: string): void {
    this.logger.log(message);
  }
}

function shorten(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim().slice(0, 300);
}
