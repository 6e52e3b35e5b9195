import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Exceptions } from '../exceptions/exceptions.js';
import type { Subject } from '../exceptions/subject.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import type { CanonicalEntry } from './canonical-entry.js';
import { differenceOf } from './entry-difference.js';
import { EntryHandovers, type Handover } from './entry-handovers.js';
import { ErpJournal } from './erp-journal.port.js';
import { POST_ENTRY } from './steps.js';

/** Hands one journal entry to the ERP exactly once: look, post, read back, compare. */
@HandlesStep(POST_ENTRY)
@Injectable()
export class PostEntry implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly handovers: EntryHandovers,
    private readonly erp: ErpJournal,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const handover = await this.handovers.find(merchant.id, step.subject);
    if (!handover || handover.state === 'verified') return;
    // An invoice before its payments: the earlier entry's success starts this step again.
    if (handover.mustWait) return;

    try {
      // Always look first: an earlier attempt may have reached the ERP without our knowing.
      const earlier = await this.erp.find(merchant, handover.entry.reference);
      const erpId = earlier?.id ?? (await this.erp.post(merchant, handover.entry));
      const stored = earlier ?? (await this.erp.find(merchant, handover.entry.reference));
      const difference = stored ? differenceOf(handover.entry, stored) : 'it cannot be found under its reference';
      await this.recordPosted(step, merchant, handover, erpId, difference);
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      await this.recordRefused(step, merchant, handover.entry, error);
    }
  }

  private async recordPosted(
    step: StepRun,
    merchant: Merchant,
    { entry, invoiceReference }: Handover,
    erpId: string,
    difference: string | null,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.handovers.record(manager, step.subject, difference === null ? 'verified' : 'posted', erpId);
      await this.exceptions.settle(manager, merchant.id, subjectOf(entry), ['ERP_REFUSED', 'ERP_READBACK_DIFFERS']);
      if (difference !== null) {
        await this.exceptions.raise(manager, {
          merchantId: merchant.id,
          code: 'ERP_READBACK_DIFFERS',
          subject: subjectOf(entry),
          details: { difference, erpId },
          retry: { step: POST_ENTRY, merchantId: merchant.id, subject: step.subject },
        });
      }
      await this.startSuccessors(manager, merchant, invoiceReference, step.subject);
      await step.settle(manager);
    });
  }

  private async recordRefused(
    step: StepRun,
    merchant: Merchant,
    entry: CanonicalEntry,
    error: ProviderRejected,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.handovers.record(manager, step.subject, 'stopped', null);
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'ERP_REFUSED',
        subject: subjectOf(entry),
        details: { what: entry.reference, reason: error.message },
        retry: { step: POST_ENTRY, merchantId: merchant.id, subject: step.subject },
      });
      await step.settle(manager);
    });
  }

  private async startSuccessors(
    manager: EntityManager,
    merchant: Merchant,
    invoiceReference: string | null,
    entryId: string,
  ): Promise<void> {
    const waiting = await this.handovers.successors(manager, merchant.id, invoiceReference);
    // Its own job may be alive and about to end without having seen our success; another key is never absorbed.
    const because = `after:${entryId}`;
    const wishes = waiting.map((subject) => ({ step: POST_ENTRY, merchantId: merchant.id, subject, because }));
    await this.steps.enqueue(manager, ...wishes);
  }
}

function subjectOf(entry: CanonicalEntry): Subject {
  return { kind: 'entry', id: entry.reference };
}
