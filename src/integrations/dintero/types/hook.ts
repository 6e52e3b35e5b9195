import type { Open } from './open.js';

export type HookEvent = Open<'checkout_transaction' | 'checkout_authorization' | 'settlement_add'>;

/** Source: docs.dintero.com/api-reference/subscriptions (read 2026-11-20). */
export interface NewHookSubscription {
  readonly config: {
    readonly url: string;
    readonly content_type?: Open<'application/json'>;
    readonly secret?: { readonly type: Open<'HMAC-SHA1'>; readonly value: string };
    readonly insecure_ssl?: 0 | 1;
  };
  readonly events: readonly HookEvent[];
  /** Only these fields of the payload, or all but these. */
  readonly fields?: string;
  readonly exclude_fields?: readonly string[];
}

export interface HookSubscription {
  readonly id: string;
  readonly config?: Partial<Omit<NewHookSubscription['config'], 'secret'>>;
  readonly events?: readonly HookEvent[];
  readonly active?: boolean;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly deleted_at?: string;
}
