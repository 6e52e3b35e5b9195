import { Injectable } from '@nestjs/common';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { ProviderWebhook } from './provider-webhook.port.js';
import { RunStage } from './run-stage.js';
import { Runs, type StageOutcome } from './runs.js';
import { WEBHOOK_STAGE } from './steps.js';

/** Sees to the webhook: one that the provider has dropped says nothing, and nobody would notice. */
@HandlesStep(WEBHOOK_STAGE)
@Injectable()
export class WebhookStage extends RunStage {
  protected readonly stage = WEBHOOK_STAGE.name;

  constructor(
    merchants: Merchants,
    runs: Runs,
    private readonly webhook: ProviderWebhook,
  ) {
    super(merchants, runs);
  }

  protected async work(merchant: Merchant): Promise<Omit<StageOutcome, 'fault'>> {
    return { counts: { [`webhook.${await this.webhook.keep(merchant)}`]: 1 }, cursor: null };
  }
}
