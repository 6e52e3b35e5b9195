import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { HookSubscription, NewHookSubscription } from '../types/hook.js';
import type { CallDetails, DinteroCaller, Operation } from './operation.js';
import { hasId, unreadable, withId } from './read-answer.js';

const PATH = '/accounts/{aid}/hooks/subscriptions';

/** Their scopes are not published. Source: docs.dintero.com/api-reference/subscriptions (read 2026-11-20). */
export const HOOK_OPERATIONS = {
  list: {
    name: 'hooks.list',
    does: 'the webhooks of the account',
    method: 'GET',
    base: 'api',
    path: PATH,
    scopes: null,
  },
  create: {
    name: 'hooks.create',
    does: 'subscribe to events; a ping comes at once',
    method: 'POST',
    base: 'api',
    path: PATH,
    scopes: null,
    body: 'required',
    changes: 'sends events of the account to the address it names',
  },
  get: {
    name: 'hooks.get',
    does: 'one of them',
    method: 'GET',
    base: 'api',
    path: `${PATH}/{id}`,
    scopes: null,
  },
  update: {
    name: 'hooks.update',
    does: 'replace one of them',
    method: 'PUT',
    base: 'api',
    path: `${PATH}/{id}`,
    scopes: null,
    body: 'required',
    changes: 'changes where events of the account are sent',
  },
  delete: {
    name: 'hooks.delete',
    does: 'delete one of them',
    method: 'DELETE',
    base: 'api',
    path: `${PATH}/{id}`,
    scopes: null,
    changes: 'stops events to that address',
  },
  ping: {
    name: 'hooks.ping',
    does: 'have a ping sent',
    method: 'POST',
    base: 'api',
    path: `${PATH}/{id}/ping`,
    scopes: null,
    changes: 'sends a ping to the address of the subscription',
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Webhooks of the whole account. Dintero deletes a subscription whose deliveries keep failing, and tells nobody. */
export class HooksApi {
  constructor(private readonly dintero: DinteroCaller) {}

  /** How the list is wrapped is not documented: a bare array is read, and one under `items` or `subscriptions`. */
  async list(merchant: Merchant): Promise<HookSubscription[]> {
    const answer = await this.dintero.call(merchant, HOOK_OPERATIONS.list);
    const list = isObject(answer) ? (answer.items ?? answer.subscriptions) : answer;
    if (!Array.isArray(list)) throw unreadable('the list of subscriptions is not one');
    return list.filter(hasId);
  }

  create(merchant: Merchant, subscription: NewHookSubscription): Promise<HookSubscription> {
    return this.ask(merchant, HOOK_OPERATIONS.create, { body: subscription });
  }

  get(merchant: Merchant, id: string): Promise<HookSubscription> {
    return this.ask(merchant, HOOK_OPERATIONS.get, { params: { id } });
  }

  update(merchant: Merchant, id: string, subscription: NewHookSubscription): Promise<HookSubscription> {
    return this.ask(merchant, HOOK_OPERATIONS.update, { params: { id }, body: subscription });
  }

  async delete(merchant: Merchant, id: string): Promise<void> {
    await this.dintero.call(merchant, HOOK_OPERATIONS.delete, { params: { id } });
  }

  async ping(merchant: Merchant, id: string): Promise<void> {
    await this.dintero.call(merchant, HOOK_OPERATIONS.ping, { params: { id } });
  }

  private async ask(merchant: Merchant, operation: Operation, details: CallDetails): Promise<HookSubscription> {
    return withId(await this.dintero.call(merchant, operation, details), 'a subscription');
  }
}
