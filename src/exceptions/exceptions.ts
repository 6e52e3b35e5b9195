import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ErrorDetails } from '../domain/errors.js';
import type { StepWish } from '../platform/jobs/step.js';
import { type ExceptionCode, NOTICES } from './exception-codes.js';
import type { Subject } from './subject.js';

/** A step to repeat, stored whole: its definition may live in a process of another role. */
export type StoredWish = Pick<StepWish, 'step' | 'subject'>;

export interface RaisedException {
  readonly merchantId: string;
  readonly code: ExceptionCode;
  readonly subject: Subject;
  /** The step that stands still, where the case is about one step of the object: each has a case of its own. */
  readonly step?: string;
  /** Shown to people: no secret, no personal data. */
  readonly details?: ErrorDetails;
  /** What pressing "retry" asks for; without it the case can only be decided or resolved. */
  readonly retry?: StepWish | StoredWish;
  /** What a person may decide, by name, and the step each decision asks for. */
  readonly choices?: Readonly<Record<string, StoredWish>>;
}

/** Opens and closes exceptions, always in the transaction of the change that causes them. */
@Injectable()
export class Exceptions {
  /** Opens a case, or notes that the open one for the same cause and object was seen again. */
  async raise(manager: EntityManager, exception: RaisedException): Promise<void> {
    const { merchantId, code, subject, step, details, retry, choices } = exception;
    await manager.query(
      `insert into exception_case as c (merchant_id, code, subject_kind, subject_id, step, details, retry, choices)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (merchant_id, code, subject_kind, subject_id, step) where state = 'open'
       do update set details = excluded.details, retry = excluded.retry, choices = excluded.choices,
         last_seen_at = now(), seen_count = c.seen_count + 1`,
      [
        merchantId,
        code,
        subject.kind,
        subject.id,
        step ?? '',
        details ?? {},
        retry ? stored(retry) : null,
        choices ? storedChoices(choices) : null,
      ],
    );
  }

  /**
   * Closes the open cases of an object whose cause is gone: those with one of the codes or about one of the
   * steps, or all of them but the notices when neither is named.
   */
  async settle(
    manager: EntityManager,
    merchantId: string,
    subject: Subject,
    codes?: readonly ExceptionCode[],
    steps?: readonly string[],
  ): Promise<void> {
    await manager.query(
      `update exception_case set state = 'resolved', resolved_at = now(), resolved_by = 'fakturabro',
         resolution = 'the cause is gone'
       where state = 'open' and merchant_id = $1 and subject_kind = $2 and subject_id = $3
         and (code = any($4) or step = any($5) or ($4::text[] is null and $5::text[] is null and code <> all($6)))`,
      [merchantId, subject.kind, subject.id, codes ?? null, steps ?? null, NOTICES],
    );
  }
}

function storedChoices(choices: Readonly<Record<string, StoredWish>>): Record<string, StoredWish> {
  return Object.fromEntries(Object.entries(choices).map(([name, wish]) => [name, stored(wish)]));
}

function stored({ step, subject }: StoredWish): StoredWish {
  return { step, subject };
}
