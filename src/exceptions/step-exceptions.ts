import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { codeOf, FakturabroError, messageOf } from '../domain/errors.js';
import type { JobPayload, StepWish } from '../platform/jobs/step.js';
import { StepFailures } from '../platform/jobs/step-failures.js';
import { type ExceptionCode, isExceptionCode } from './exception-codes.js';
import { query } from '../platform/database/sql.js';
import { Exceptions } from './exceptions.js';
import { NamesSubject, type SubjectNames } from './names-subject.decorator.js';
import type { Subject } from './subject.js';

/** What no repetition can change: somebody must do something first. */
const WAITS_FOR_A_PERSON: readonly ExceptionCode[] = ['PROVIDER_SCOPE_MISSING'];

/** Explains steps that gave up, at the object they were about, and closes the case when the step succeeds after all. */
@Injectable()
export class StepExceptions extends StepFailures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly discovery: DiscoveryService,
    private readonly exceptions: Exceptions,
  ) {
    super();
  }

  /** Opens a case under the error's own code, or as STEP_GAVE_UP. */
  async gaveUp(wish: StepWish, error: unknown): Promise<void> {
    const own = codeOf(error);
    const { name } = wish.step;
    const details = error instanceof FakturabroError ? error.details : {};
    await this.exceptions.raise(this.dataSource.manager, {
      merchantId: wish.merchantId,
      code: isExceptionCode(own) ? own : 'STEP_GAVE_UP',
      subject: await this.subjectOf(wish),
      step: name,
      details: { ...details, step: name, reason: messageOf(error) },
      retry: wish,
    });
  }

  async succeeded(jobs: readonly JobPayload[]): Promise<void> {
    await this.dataSource.query(
      `update exception_case c set state = 'resolved', resolved_at = now(), resolved_by = 'fakturabro',
         resolution = 'the step succeeded'
       from unnest($1::text[], $2::text[], $3::text[]) as job (merchant_id, step, subject)
       where c.state = 'open' and c.merchant_id = job.merchant_id and c.step = job.step
         and c.retry ->> 'subject' = job.subject`,
      [jobs.map(({ merchantId }) => merchantId), jobs.map(({ step }) => step), jobs.map(({ subject }) => subject)],
    );
  }

  /** Of these wishes, the ones that a machine may ask for: no open case waits for a person to do something first. */
  async mayRepeat(wishes: readonly StepWish[]): Promise<StepWish[]> {
    const rows = await query<{ no: number }>(
      this.dataSource.manager,
      `select wish.no::int from unnest($1::text[], $2::text[], $3::text[]) with ordinality as wish (merchant_id, step, subject, no)
       where not exists (
         select 1 from exception_case c
         where c.state = 'open' and c.merchant_id = wish.merchant_id and c.code = any($4) and c.step = wish.step
           and c.retry ->> 'subject' = wish.subject)`,
      [
        wishes.map(({ merchantId }) => merchantId),
        wishes.map(({ step }) => step.name),
        wishes.map(({ subject }) => subject),
        WAITS_FOR_A_PERSON,
      ],
    );
    return rows.flatMap(({ no }) => wishes[no - 1] ?? []);
  }

  private async subjectOf({ merchantId, step, subject }: StepWish): Promise<Subject> {
    const known = await this.namesOf(step.about)?.nameOf(merchantId, subject);
    return known ?? { kind: 'step', id: `${step.name}:${subject}` };
  }

  private namesOf(about: string): SubjectNames | undefined {
    const wrappers = this.discovery.getProviders({ metadataKey: NamesSubject.KEY });
    const found = wrappers.find((wrapper) => this.discovery.getMetadataByDecorator(NamesSubject, wrapper) === about);
    return found?.instance as SubjectNames | undefined;
  }
}
