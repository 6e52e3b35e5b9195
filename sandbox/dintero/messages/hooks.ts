import type { Random } from '../../random.js';
import type { Account } from '../account.js';
import type { Deliveries, DeliveryOutcome } from './deliveries.js';
import { hookSignature } from './signatures.js';

export interface SubscriptionConfig {
  readonly url: string;
  readonly content_type: string;
  readonly secret?: { readonly type: 'HMAC-SHA1'; readonly value: string };
  readonly insecure_ssl: number;
}

export interface Subscription {
  readonly id: string;
  readonly createdAt: string;
  config: SubscriptionConfig;
  events: readonly string[];
  /** Hooks in a row that were given up. */
  failures: number;
}

const TRIES_MAX = 5;
const TIMEOUT_MS = 60_000;

/** Account hooks: every event goes to every subscription that asked for it. */
export class Hooks {
  constructor(
    private readonly random: Random,
    private readonly deliveries: Deliveries,
  ) {}

  fire(account: Account, event: string, content: Readonly<Record<string, unknown>>): void {
    for (const subscription of account.subscriptions.values()) {
      if (subscription.events.includes(event)) this.deliver(account, subscription, event, content);
    }
  }

  ping(account: Account, subscription: Subscription): void {
    this.deliver(account, subscription, 'ping', {});
  }

  private deliver(
    account: Account,
    subscription: Subscription,
    event: string,
    content: Readonly<Record<string, unknown>>,
  ): void {
    const id = this.random.uuid();
    const body = JSON.stringify({ account_id: account.id, event, event_delivery: id, ...content });
    this.deliveries.send(
      {
        delivery: { id, kind: 'hook', account: account.id, event, transactionId: null, merchantReference: null },
        method: 'POST',
        body,
        timeoutMs: TIMEOUT_MS,
        triesMax: TRIES_MAX,
        retryDelayMs: account.settings.hookRetryDelayMs,
        target: () => ({
          url: new URL(subscription.config.url),
          headers: headersOf(account, subscription, event, id, body),
        }),
        judge: (status) => (status >= 200 && status < 300 ? 'delivered' : 'retry'),
        ended: (outcome) => {
          judgeSubscription(account, subscription, outcome);
        },
      },
      0,
    );
  }
}

/** A receiver that fails for too long loses its subscription, and nobody tells it. */
function judgeSubscription(account: Account, subscription: Subscription, outcome: DeliveryOutcome): void {
  subscription.failures = outcome === 'delivered' ? 0 : subscription.failures + 1;
  if (subscription.failures >= account.settings.hookFailuresMax) account.subscriptions.delete(subscription.id);
}

function headersOf(
  account: Account,
  subscription: Subscription,
  event: string,
  id: string,
  body: string,
): Record<string, string> {
  const secret = subscription.config.secret?.value ?? account.settings.webhookSecret;
  return {
    'user-agent': 'Dintero-Hook/1.0',
    'content-type': subscription.config.content_type,
    event,
    'event-delivery': id,
    ...(secret === '' ? {} : { 'event-signature': hookSignature(secret, body) }),
  };
}
