import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotPermitted, OutcomeUnknown, ProviderUnavailable } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { PutOff } from '../platform/jobs/step-run.js';
import { type Invoice, Invoices } from './invoices.js';

/**
 * The call that makes an invoice, with what may still be at work written down before it and wiped out after its answer.
 * Decision: docs/adr/0004-quiet-period-after-an-unanswered-issue-call.md.
 */
@Injectable()
export class IssueCall {
  constructor(
    private readonly dataSource: DataSource,
    private readonly invoices: Invoices,
  ) {}

  /**
   * @param unansweredSince since when an earlier such call may be at work; null when every one was answered
   * @throws PutOff while it may; otherwise what `call` throws
   */
  async run<T>(merchant: Merchant, invoice: Invoice, unansweredSince: Date | null, call: () => Promise<T>): Promise<T> {
    const { manager } = this.dataSource;
    // The unanswered call may still be at work over there; a second one beside it could become a second invoice.
    this.waitUntilQuiet(merchant, unansweredSince);
    if (unansweredSince) await this.invoices.setCallStarted(manager, invoice.id, new Date());
    try {
      // No database transaction is open here; a slow provider must not hold row locks.
      return await call();
    } catch (error) {
      if (wasAnswered(error)) await this.invoices.setCallStarted(manager, invoice.id, null);
      throw error;
    }
  }

  /** @throws PutOff while an unanswered call may still be at work over there */
  waitUntilQuiet(merchant: Merchant, unansweredSince: Date | null): void {
    const quietUntil = new Date((unansweredSince?.getTime() ?? 0) + merchant.provider.timeoutMs);
    if (quietUntil > new Date()) throw new PutOff(quietUntil, 'an earlier call may still be at work');
  }
}

/** Whether it is certain that no call of ours is at work over there any more. */
export function wasAnswered(error: unknown): boolean {
  if (error instanceof OutcomeUnknown) return error.answered;
  return error instanceof ProviderUnavailable || error instanceof NotPermitted || error instanceof PutOff;
}
