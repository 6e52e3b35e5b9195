import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, NotFound } from '../domain/errors.js';
import { query, queryOne } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import { AuditTrail } from './audit-trail.js';
import type { ExceptionCode } from './exception-codes.js';
import type { StoredWish } from './exceptions.js';

interface RetryableCase {
  readonly id: string;
  readonly merchantId: string;
  readonly retry: StoredWish | null;
  readonly choices: Readonly<Record<string, StoredWish>> | null;
}

/** What a person can do with exceptions: try the step again, decide, or close the case with a reason. */
@Injectable()
export class ExceptionActions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly steps: Steps,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Asks for the step again and closes the case; should it fail again, a new case opens and this one stays as history.
   * @throws NotFound · Conflict NOT_RETRYABLE when there is nothing to repeat
   */
  async retry(merchantId: string, id: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const found = await this.open(manager, merchantId, id);
      if (!found.retry) {
        const message = found.choices
          ? `Nothing can be repeated here; decide for one of ${Object.keys(found.choices).join(', ')}.`
          : 'Nothing can be repeated here; follow the next step and resolve the exception.';
        throw new Conflict('NOT_RETRYABLE', message);
      }
      await this.repeat(manager, [found], actor);
    });
  }

  /** Retries every open case that matches; gives how many there were. */
  async retryAll(merchantId: string, code: ExceptionCode | null, actor: string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const found = await query<RetryableCase>(
        manager,
        `select id, merchant_id as "merchantId", retry, choices from exception_case
         where merchant_id = $1 and state = 'open' and retry is not null and ($2::text is null or code = $2)
         order by id for update skip locked`,
        [merchantId, code],
      );
      await this.repeat(manager, found, actor);
      return found.length;
    });
  }

  /**
   * Takes one of the case's choices: asks for its step and closes the case.
   * @throws NotFound · Conflict NOT_A_CHOICE
   */
  async decide(merchantId: string, id: string, actor: string, choice: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { choices } = await this.open(manager, merchantId, id);
      const wish = choices && Object.hasOwn(choices, choice) ? choices[choice] : undefined;
      if (!wish) {
        const open = Object.keys(choices ?? {});
        const message =
          open.length === 0 ? 'There is nothing to decide here.' : `Decide for one of ${open.join(', ')}.`;
        throw new Conflict('NOT_A_CHOICE', message, { choices: open.join(', ') });
      }
      await this.steps.enqueue(manager, { ...wish, merchantId });
      await this.close(manager, [id], actor, choice);
      await this.audit.record(manager, {
        merchantId,
        actor,
        action: 'decide',
        kind: 'exception',
        id,
        reason: choice,
      });
    });
  }

  /** @throws NotFound */
  async resolve(merchantId: string, id: string, actor: string, reason: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const found = await this.open(manager, merchantId, id);
      await this.close(manager, [found.id], actor, reason);
      await this.audit.record(manager, { merchantId, actor, action: 'resolve', kind: 'exception', id, reason });
    });
  }

  private async open(manager: EntityManager, merchantId: string, id: string): Promise<RetryableCase> {
    const found = await queryOne<RetryableCase>(
      manager,
      `select id, merchant_id as "merchantId", retry, choices from exception_case
       where merchant_id = $1 and id = $2 and state = 'open' for update`,
      [merchantId, id],
    );
    if (found) return found;
    throw new NotFound('EXCEPTION_UNKNOWN', 'There is no open exception with this id.');
  }

  private async repeat(manager: EntityManager, cases: readonly RetryableCase[], actor: string): Promise<void> {
    if (cases.length === 0) return;
    const wishes = cases.flatMap(({ merchantId, retry }) => (retry ? [{ ...retry, merchantId }] : []));
    await this.steps.enqueue(manager, ...wishes);
    await this.close(
      manager,
      cases.map(({ id }) => id),
      actor,
      'retried',
    );
    for (const { merchantId, id } of cases) {
      await this.audit.record(manager, { merchantId, actor, action: 'retry', kind: 'exception', id, reason: null });
    }
  }

  private async close(
    manager: EntityManager,
    ids: readonly string[],
    actor: string,
    resolution: string,
  ): Promise<void> {
    await manager.query(
      `update exception_case set state = 'resolved', resolved_at = now(), resolved_by = $2, resolution = $3
       where id = any($1::bigint[])`,
      [ids, actor, resolution],
    );
  }
}
