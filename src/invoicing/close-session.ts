import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProviderRejected } from '../domain/errors.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { Invoices } from './invoices.js';
import { SessionGateway } from './session-gateway.port.js';
import { CLOSE_SESSION } from './steps.js';

/** Ends the sessions of a withdrawn invoice, so that nobody can pay what is not wanted any more. */
@HandlesStep(CLOSE_SESSION)
@Injectable()
export class CloseSession implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly invoices: Invoices,
    private readonly sessions: SessionGateway,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const invoice = await this.invoices.find(merchant.id, step.subject);
    if (invoice?.state !== 'withdrawn') return;
    for (const sessionId of [invoice.openSessionId, invoice.abandonedSessionId]) {
      if (sessionId === null) continue;
      try {
        await this.sessions.cancel(merchant, sessionId);
      } catch (error) {
        // Over already, or unknown by now: either way nobody can pay it.
        if (!(error instanceof ProviderRejected)) throw error;
      }
    }
    await this.dataSource.transaction(async (manager) => {
      await this.invoices.update(manager, invoice.id, { openSessionId: null, abandonedSessionId: null });
      await step.settle(manager);
    });
  }
}
