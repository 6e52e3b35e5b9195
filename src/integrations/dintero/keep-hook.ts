import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotPermitted, ProviderRejected } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import type { Secret } from '../../domain/secret.js';
import { AuditTrail } from '../../exceptions/audit-trail.js';
import { Exceptions } from '../../exceptions/exceptions.js';
import type { Subject } from '../../exceptions/subject.js';
import { Environment } from '../../platform/config/environment.js';
import { ProviderWebhook, type WebhookOutcome } from '../../runs/provider-webhook.port.js';
import { hookUrl, isOutOfReach } from './callback-url.js';
import { DinteroApi } from './dintero-api.js';
import { decideHook, HOOK_EVENTS, type HookDecision, type KnownHook } from './hook-decision.js';
import { HookRecords } from './hook-records.js';
import type { NewHookSubscription } from './types/hook.js';

/**
 * The webhook of the account, looked after. Dintero drops one whose deliveries keep failing, and tells nobody; callbacks and
 * polling go on without it, so what is lost meanwhile is time.
 */
@Injectable()
export class KeepHook extends ProviderWebhook {
  constructor(
    private readonly environment: Environment,
    private readonly dintero: DinteroApi,
    private readonly records: HookRecords,
    private readonly dataSource: DataSource,
    private readonly exceptions: Exceptions,
    private readonly audit: AuditTrail,
  ) {
    super();
  }

  async keep(merchant: Merchant): Promise<WebhookOutcome> {
    const { webhookSecret: secret, managesWebhook } = merchant.provider;
    const { publicUrl } = this.environment;
    if (!secret || !managesWebhook || isOutOfReach(publicUrl, merchant)) return 'unmanaged';
    try {
      return await this.look(merchant, secret, hookUrl(publicUrl, merchant));
    } catch (error) {
      if (!(error instanceof ProviderRejected || error instanceof NotPermitted)) throw error;
      const { message: reason, details } = error;
      await this.exceptions.raise(this.dataSource.manager, {
        merchantId: merchant.id,
        code: 'WEBHOOK_REFUSED',
        subject: subjectOf(merchant),
        details: { ...details, reason },
      });
      throw new ProviderRejected('WEBHOOK_REFUSED', reason, details, { cause: error });
    }
  }

  private async look(merchant: Merchant, secret: Secret, url: string): Promise<WebhookOutcome> {
    const known = await this.records.find(merchant.id, secret);
    const present = await this.dintero.hooks.list(merchant);
    const decision = decideHook(known, present, { url, events: HOOK_EVENTS });
    if (decision.vanished) await this.tellThatItVanished(merchant, known);

    const id = decision.use ?? (await this.create(merchant, secret, url));
    // Only now: while both exist nothing is lost, and what comes twice is handled once.
    for (const surplus of decision.remove) await this.remove(merchant, surplus);
    const outcome = outcomeOf(decision, known);
    await this.dataSource.transaction(async (manager) => {
      if (outcome === 'kept') await this.records.verified(manager, merchant.id);
      else {
        await this.records.save(manager, { merchantId: merchant.id, subscriptionId: id, url, secret });
        await this.record(manager, merchant, `webhook ${outcome}`, `${id} to ${url}`);
      }
      await this.exceptions.settle(manager, merchant.id, subjectOf(merchant), ['WEBHOOK_VANISHED', 'WEBHOOK_REFUSED']);
    });
    return outcome;
  }

  private async create(merchant: Merchant, secret: Secret, url: string): Promise<string> {
    const subscription: NewHookSubscription = {
      config: {
        url,
        content_type: 'application/json',
        secret: { type: 'HMAC-SHA1', value: secret.reveal() },
        insecure_ssl: 0,
      },
      events: HOOK_EVENTS,
    };
    return (await this.dintero.hooks.create(merchant, subscription)).id;
  }

  private async remove(merchant: Merchant, id: string): Promise<void> {
    try {
      await this.dintero.hooks.delete(merchant, id);
    } catch (error) {
      const isGone = error instanceof ProviderRejected && error.details.status === 404;
      if (!isGone) throw error;
    }
  }

  /** Committed before a new one is made: if that fails, this is what a person sees. It is told once. */
  private async tellThatItVanished(merchant: Merchant, known: KnownHook | null): Promise<void> {
    const details = { subscriptionId: known?.subscriptionId ?? '', url: known?.url ?? '' };
    await this.dataSource.transaction(async (manager) => {
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code: 'WEBHOOK_VANISHED',
        subject: subjectOf(merchant),
        details,
      });
      await this.records.forget(manager, merchant.id);
      await this.record(manager, merchant, 'webhook vanished', `${details.subscriptionId} to ${details.url}`);
    });
  }

  private async record(manager: EntityManager, { id }: Merchant, action: string, reason: string): Promise<void> {
    await this.audit.record(manager, { merchantId: id, actor: 'fakturabro', action, kind: 'merchant', id, reason });
  }
}

function outcomeOf({ use }: HookDecision, known: KnownHook | null): WebhookOutcome {
  if (use === null) return 'created';
  return use === known?.subscriptionId ? 'kept' : 'adopted';
}

function subjectOf({ id }: Merchant): Subject {
  return { kind: 'merchant', id };
}
