import type { Express } from 'express';
import type { Clock } from '../../clock.js';
import { type Answer, json } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import { HttpError, refuseIfAny } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import type { Hooks, Subscription, SubscriptionConfig } from '../messages/hooks.js';
import { isReachable } from '../validation/callback-url.js';
import { type Admission, ANY_SCOPE, type Call } from './admission.js';

const EVENTS = ['checkout_transaction', 'checkout_authorization', 'settlement_add'];

/** Hook subscriptions. Their scopes are not published, so any token of the account will do. */
export function hookRoutes(app: Express, admission: Admission, hooks: Hooks, clock: Clock, random: Random): void {
  const create = ({ account, incoming }: Call): Answer => {
    const { config, events } = readSubscription(incoming.body);
    const subscription: Subscription = { id: random.uuid(), createdAt: clock.nowIso(), config, events, failures: 0 };
    account.subscriptions.set(subscription.id, subscription);
    hooks.ping(account, subscription);
    return json(subscriptionJson(subscription));
  };
  const ping = (call: Call): Answer => {
    hooks.ping(call.account, subscriptionOf(call));
    return { status: 204 };
  };
  const path = '/v1/accounts/:aid/hooks/subscriptions';
  app.post(path, admission.route('hooks', ANY_SCOPE, create));
  app.get(path, admission.route('hooks', ANY_SCOPE, list));
  app.get(
    `${path}/:hid`,
    admission.route('hooks', ANY_SCOPE, (call) => json(subscriptionJson(subscriptionOf(call)))),
  );
  app.put(`${path}/:hid`, admission.route('hooks', ANY_SCOPE, update));
  app.delete(
    `${path}/:hid`,
    admission.route('hooks', ANY_SCOPE, (call) => remove(call, clock)),
  );
  app.post(`${path}/:hid/ping`, admission.route('hooks', ANY_SCOPE, ping));
}

function list({ account }: Call): Answer {
  return json([...account.subscriptions.values()].map(subscriptionJson));
}

function update(call: Call): Answer {
  const subscription = subscriptionOf(call);
  Object.assign(subscription, readSubscription(call.incoming.body));
  return json(subscriptionJson(subscription));
}

/** As it was, and when it ended. */
function remove(call: Call, clock: Clock): Answer {
  const subscription = subscriptionOf(call);
  call.account.subscriptions.delete(subscription.id);
  return json({ ...subscriptionJson(subscription), active: false, deleted_at: clock.nowIso() });
}

function subscriptionOf({ account, incoming }: Call): Subscription {
  const subscription = account.subscriptions.get(incoming.param('hid'));
  if (subscription === undefined) throw new HttpError(404, `There is no subscription ${incoming.param('hid')}.`);
  return subscription;
}

/** The secret itself is never given back. */
function subscriptionJson({ id, createdAt, config, events }: Subscription): Record<string, unknown> {
  const { secret, ...open } = config;
  return {
    id,
    created_at: createdAt,
    active: true,
    events,
    config: { ...open, ...(secret === undefined ? {} : { secret: { type: secret.type } }) },
  };
}

function readSubscription(body: unknown): { config: SubscriptionConfig; events: string[] } {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(['config', 'events', 'fields', 'exclude_fields']);
  const events = reader.has('events') ? reader.texts('events', { itemsMin: 1 }) : EVENTS;
  for (const event of events.filter((name) => !EVENTS.includes(name))) {
    reader.fail('events', `the sandbox fires only ${EVENTS.join(', ')}, not ${event}`);
  }
  const config = readConfig(reader.object('config', { required: true }));
  refuseIfAny(errors);
  return { config, events };
}

function readConfig(reader: FieldReader | null): SubscriptionConfig {
  reader?.refuseUnknown(['url', 'content_type', 'secret', 'insecure_ssl']);
  const url = reader?.text('url', { required: true }) ?? '';
  if (url !== '' && !(URL.canParse(url) && isReachable(new URL(url)))) {
    reader?.fail('url', 'must be an absolute https URL (http only to this machine, in the sandbox)');
  }
  const secret = reader?.object('secret') ?? null;
  secret?.choice('type', ['HMAC-SHA1'], { required: true });
  const value = secret?.text('value', { required: true });
  return {
    url,
    content_type: reader?.choice('content_type', ['application/json']) ?? 'application/json',
    insecure_ssl: reader?.integer('insecure_ssl', { min: 0, max: 1 }) ?? 0,
    ...(value === null || value === undefined ? {} : { secret: { type: 'HMAC-SHA1', value } }),
  };
}
