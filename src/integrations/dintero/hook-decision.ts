import type { HookSubscription } from './types/hook.js';

/** What we want to be told of. A `ping` comes with the subscription. */
export const HOOK_EVENTS = ['checkout_transaction', 'checkout_authorization', 'settlement_add'] as const;

/** The subscription we made or took over, as we left it. */
export interface KnownHook {
  readonly subscriptionId: string;
  readonly url: string;
  /** Whether it signs with the secret of today. */
  readonly signsAsWanted: boolean;
}

export interface WantedHook {
  readonly url: string;
  readonly events: readonly string[];
}

/** What is to be done so that exactly one subscription serves us. */
export interface HookDecision {
  /** The one to keep, or null to make one. */
  readonly use: string | null;
  /** Ours, and not needed besides it. */
  readonly remove: readonly string[];
  /** The one we knew is gone, or was pointed elsewhere. */
  readonly vanished: boolean;
}

/**
 * Ours is what sends to our address, and what we made ourselves and nobody has changed since. Everything else belongs to
 * others and is left alone, also the one we made once it points to an address of somebody else's.
 */
export function decideHook(
  known: KnownHook | null,
  present: readonly HookSubscription[],
  wanted: WantedHook,
): HookDecision {
  const alive = present.filter(isAlive);
  const atOurAddress = hooksAt(present, wanted.url);
  const made = alive.find((hook) => hook.id === known?.subscriptionId && urlOf(hook) === known.url) ?? null;
  const isGood = (hook: HookSubscription): boolean =>
    urlOf(hook) === wanted.url && missingEvents(hook, wanted.events).length === 0;

  // Of one that we did not note down we cannot know the secret: it is the trace of an answer that was lost, or made by hand.
  const good = atOurAddress.filter((hook) => hook !== made && isGood(hook));
  const use = made !== null && known?.signsAsWanted && isGood(made) ? made : (good[0] ?? null);
  const ours = new Set([...atOurAddress, ...(made === null ? [] : [made])].map(({ id }) => id));
  return {
    use: use?.id ?? null,
    remove: [...ours].filter((id) => id !== use?.id),
    vanished: known !== null && made === null,
  };
}

/** Those that are alive and send to this address. */
export function hooksAt(present: readonly HookSubscription[], url: string): HookSubscription[] {
  return present.filter((hook) => isAlive(hook) && urlOf(hook) === url);
}

/** One that does not show its events is believed to have them. */
export function missingEvents({ events }: HookSubscription, wanted: readonly string[]): string[] {
  return events === undefined ? [] : wanted.filter((event) => !events.includes(event));
}

function isAlive({ active, deleted_at }: HookSubscription): boolean {
  return active !== false && deleted_at === undefined;
}

function urlOf({ config }: HookSubscription): string | null {
  return URL.parse(config?.url ?? '')?.href ?? null;
}
