import type { Clock } from '../../clock.js';
import type { FaultBook } from '../../faults.js';
import { ListMap } from '../../list-map.js';
import type { Random } from '../../random.js';
import type { SessionRecord, TransactionRecord } from '../records.js';
import { sessionJson } from '../session-json.js';
import type { CallbackOptions } from '../validation/callback-url.js';
import type { TransactionEvent } from '../wire.js';
import type { Deliveries, DeliveryPlan } from './deliveries.js';
import { callbackSignature } from './signatures.js';

/** What a callback is about; each part appears in it only when it is there. */
interface Subject {
  readonly record: TransactionRecord | null;
  readonly event?: TransactionEvent;
  readonly error?: string;
}

const REORDER_WAIT_MS = 5000;
const LATE_MS = 3000;

/** The callbacks of sessions: called where, how and when the query of their own URL says. */
export class Callbacks {
  /** Callbacks a `reorder` fault holds back until a later one of the account has gone out. */
  private readonly held = new ListMap<string, DeliveryPlan>();

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly faults: FaultBook,
    private readonly deliveries: Deliveries,
  ) {}

  send(session: SessionRecord, subject: Subject): void {
    if (session.callback === null) return;
    const plan = this.plan(session, session.callback, subject);
    const delayMs = session.callback.delaySeconds * 1000;
    const account = session.account.id;
    const fault = this.faults.take('callback', { account, merchantReference: session.order.merchant_reference });
    if (fault?.fault === 'drop') this.deliveries.drop(plan);
    else if (fault?.fault === 'reorder') this.hold(account, plan);
    else if (fault?.fault === 'late') this.deliveries.send(plan, delayMs + (fault.delayMs ?? LATE_MS));
    else this.deliveries.send(fault?.fault === 'bad-signature' ? withBadSignature(plan) : plan, delayMs);
    if (fault?.fault === 'double') this.deliveries.send(this.plan(session, session.callback, subject), delayMs);
  }

  reset(): void {
    this.held.clear();
  }

  private plan(session: SessionRecord, options: CallbackOptions, subject: Subject): DeliveryPlan {
    const url = this.urlOf(session, options, subject);
    const { account } = session;
    const id = this.random.uuid();
    return {
      delivery: {
        id,
        kind: 'callback',
        account: account.id,
        event: subject.event?.event ?? (subject.error === undefined ? 'AUTHORIZE' : `error ${subject.error}`),
        transactionId: subject.record?.wire.id ?? null,
        merchantReference: session.order.merchant_reference,
      },
      method: options.method,
      // Made now, not when it is sent: a callback that comes late tells what was true then.
      body: options.method === 'POST' ? bodyOf(options, subject) : null,
      timeoutMs: account.settings.callbackTimeoutMs,
      triesMax: account.settings.callbackTriesMax,
      retryDelayMs: account.settings.callbackRetryDelayMs,
      target: () => ({ url, headers: this.headersOf(session, options, url, id) }),
      judge: judgeCallback,
      ended: () => {
        this.release(account.id);
      },
    };
  }

  private urlOf(session: SessionRecord, options: CallbackOptions, { record, event, error }: Subject): URL {
    const url = new URL(options.url);
    const query = url.searchParams;
    if (record !== null) query.append('transaction_id', record.wire.id);
    query.append(options.sessionParameter, session.id);
    query.append('merchant_reference', session.order.merchant_reference);
    query.append('time', record?.wire.created_at ?? this.clock.nowIso());
    if (event !== undefined) query.append('event', event.event);
    if (event !== undefined) query.append('event_id', event.id);
    if (error !== undefined) query.append('error', error);
    return url;
  }

  private headersOf(session: SessionRecord, options: CallbackOptions, url: URL, id: string): Record<string, string> {
    const { id: accountId, settings } = session.account;
    const headers: Record<string, string> = { 'user-agent': 'Dintero-Checkout/1.0', 'event-delivery': id };
    if (options.method === 'POST') headers['content-type'] = 'application/json';
    if (settings.signatureSecret === null) return headers;
    const timestamp = Math.floor(Date.now() / 1000);
    const call = { accountId, method: options.method, url, timestamp };
    return { ...headers, 'dintero-signature': callbackSignature(settings.signatureSecret, call) };
  }

  private hold(account: string, plan: DeliveryPlan): void {
    this.held.add(account, plan);
    this.clock.after(REORDER_WAIT_MS, () => {
      this.release(account);
    });
  }

  private release(account: string): void {
    for (const plan of this.held.take(account)) this.deliveries.send(plan, 0);
  }
}

/** 2xx is delivered, 4xx is never tried again. What a redirect means is not documented: it is not followed. */
function judgeCallback(status: number): 'delivered' | 'refused' | 'retry' {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 500 || status < 200 ? 'retry' : 'refused';
}

function bodyOf(options: CallbackOptions, { record }: Subject): string | null {
  if (record === null) return null;
  const session = options.includeSession ? { session: sessionJson(record.session) } : {};
  return JSON.stringify({ ...record.wire, ...session });
}

function withBadSignature(plan: DeliveryPlan): DeliveryPlan {
  return {
    ...plan,
    target: () => {
      const { url, headers } = plan.target();
      const signature = headers['dintero-signature'] ?? `t=${Math.floor(Date.now() / 1000)},v0-hmac-sha256=0`;
      const last = signature.endsWith('0') ? '1' : '0';
      return { url, headers: { ...headers, 'dintero-signature': signature.slice(0, -1) + last } };
    },
  };
}
