import type { Express } from 'express';
import type { Clock } from '../clock.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader } from '../http/field-reader.js';
import { refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import type { Outgoing } from '../http/outgoing.js';
import { plainRoute } from '../http/plain-route.js';
import type { RequestJournal } from '../http/request-journal.js';
import { isObject, type JsonObject } from '../json.js';
import type { Random } from '../random.js';
import { entryJson } from './erp-routes.js';
import type { Erp } from './erp.js';
import { readMerchantSettings } from './merchant-settings.js';
import type { ErpMerchant } from './merchant.js';
import { CORRUPTIONS, sendWebhook, type WebhookOrder } from './standard-webhook.js';

/** Everything under `/_sandbox` on the ERP port: what the people in the merchant's office do. */
export function erpControl(app: Express, erp: Erp, clock: Clock, random: Random, outgoing: Outgoing): void {
  app.put(
    '/_sandbox/merchants/:merchant',
    plainRoute((incoming) => putMerchant(erp, incoming)),
  );
  app.put(
    '/_sandbox/:merchant/orders/:orderId',
    plainRoute((incoming) => putOrder(erp.merchantOf(incoming), incoming, clock.nowIso())),
  );
  app.post(
    '/_sandbox/:merchant/webhooks',
    plainRoute(async (incoming) => {
      const merchant = erp.merchantOf(incoming);
      const webhook = readWebhook(merchant, incoming.body, `msg_${random.id()}`, clock.nowIso());
      return json({ messageId: webhook.messageId, answers: await sendWebhook(outgoing, webhook) });
    }),
  );
  app.get(
    '/_sandbox/:merchant/state',
    plainRoute((incoming) => json(stateOf(erp.merchantOf(incoming), erp.journal))),
  );
  app.delete(
    '/_sandbox',
    plainRoute(() => {
      erp.reset();
      return { status: 204 };
    }),
  );
}

function putMerchant(erp: Erp, { param, body }: Incoming): Answer {
  const id = param('merchant');
  const errors: FieldError[] = [];
  const known = erp.find(id)?.settings ?? null;
  const settings = readMerchantSettings(FieldReader.ofBody(isObject(body) ? { ...body, id } : body, errors), known);
  refuseIfAny(errors);
  erp.put(settings);
  return json(settings, known === null ? 201 : 200);
}

/** An order is anything with its own id: whether the rest is right is for the connector to find out. */
function putOrder(merchant: ErpMerchant, { param, body }: Incoming, now: string): Answer {
  const orderId = param('orderId');
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  if (reader.has('orderId') && reader.source.orderId !== orderId) reader.fail('orderId', `is ${orderId} in the path`);
  refuseIfAny(errors);
  merchant.orders.put(orderId, { ...reader.source, orderId }, now);
  return json({ orderId, changedAt: now });
}

/** Who sends an order has it: it is stored too, unless `store` is false, and so the pull finds it later. */
function readWebhook(merchant: ErpMerchant, body: unknown, messageId: string, now: string): WebhookOrder {
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(body, errors);
  reader.refuseUnknown(['url', 'order', 'secret', 'times', 'corrupt', 'store', 'messageId']);
  const url = reader.text('url', { required: true }) ?? '';
  if (url !== '' && !URL.canParse(url)) reader.fail('url', 'must be an absolute URL');
  const order: JsonObject = reader.object('order', { required: true })?.source ?? {};
  const secret = reader.text('secret') ?? merchant.settings.webhookSecret;
  const times = reader.integer('times', { min: 1, max: 100 }) ?? 1;
  const corrupt = reader.source.corrupt === true ? 'signature' : readCorruption(reader);
  const store = reader.flag('store') ?? true;
  const id = reader.text('messageId') ?? messageId;
  refuseIfAny(errors);
  const orderId = order.orderId;
  if (store && typeof orderId === 'string') merchant.orders.put(orderId, order, now);
  return { url: new URL(url), payload: JSON.stringify(order), secret, messageId: id, times, corrupt };
}

function readCorruption(reader: FieldReader): WebhookOrder['corrupt'] {
  return reader.source.corrupt === false ? null : reader.choice('corrupt', CORRUPTIONS);
}

function stateOf(merchant: ErpMerchant, journal: RequestJournal): Record<string, unknown> {
  const statistics = journal.of(merchant.settings.id);
  return {
    orders: merchant.orders.all(),
    invoices: Object.fromEntries(merchant.invoices.entries()),
    entries: merchant.entries.all().map(entryJson),
    duplicatesByReference: merchant.entries.duplicates(),
    requests: statistics.requests,
    concurrentMax: statistics.concurrentMax,
    perSecondMax: statistics.perSecondMax,
    latestRequests: journal.latest(merchant.settings.id, null),
  };
}
