import type { Merchant } from '../domain/merchant.js';

/** `unmanaged`: somebody else looks after it, or there is none. */
export type WebhookOutcome = 'kept' | 'adopted' | 'created' | 'unmanaged';

/** What runs need of a provider that can tell of changes by a webhook. */
export abstract class ProviderWebhook {
  /**
   * Sees to it that the provider tells this installation, and tells a person when it had stopped doing so.
   * @throws ProviderRejected when it refuses to · ProviderUnavailable · OutcomeUnknown · PutOff
   */
  abstract keep(merchant: Merchant): Promise<WebhookOutcome>;
}
