import { messageOf } from '../../domain/errors.js';
import type { ErpEndpoint, Merchant } from '../../domain/merchant.js';
import { MerchantHttp } from '../../merchants/merchant-http.js';
import { type Check, failed, ok, type Verdict, warning } from '../../platform/checks/check.js';
import type { HttpResponse } from '../../platform/net/http-client.js';
import { isObject, readJson } from '../../platform/net/read-json.js';
import { erpRequest, explanationIn } from './generic-erp.client.js';

/** Whether the ERP answers where it is asked for orders and for entries, with our credentials. */
export function erpChecks(merchant: Merchant): Check[] {
  const { id } = merchant;
  return [
    { name: 'ERP orders', merchant: id, look: () => checkOrders(merchant) },
    { name: 'ERP entries', merchant: id, look: () => checkEntries(merchant) },
  ];
}

async function checkOrders(merchant: Merchant): Promise<Verdict> {
  const { orders, webhookSecrets } = merchant.erp;
  if (!orders) {
    const found = 'erp.orders is not set: what webhooks miss is not pulled, and the ERP is told nothing.';
    return warning(webhookSecrets.length > 0 ? found : `${found} Orders come with API keys or as files only.`, TODO);
  }
  // Nothing has changed since a moment ago, so little comes back.
  const query = new URLSearchParams({ changed_since: new Date().toISOString() });
  const response = await ask(merchant, orders, `?${query.toString()}`);
  if (typeof response === 'string') return failed(`erp.orders: ${response}`, TODO);
  const body = readJson(response.body);
  if (response.status === 200 && isObject(body) && Array.isArray(body.orders)) {
    return ok('The ERP answers with orders, and takes our credentials.');
  }
  return refusal('erp.orders', response, 'an answer that is not { "orders": […], "next_cursor": … }');
}

async function checkEntries(merchant: Merchant): Promise<Verdict> {
  const { entries } = merchant.erp;
  if (!entries) {
    const isOwner = Object.values(merchant.ledger.posting).includes('connector');
    const found = 'erp.entries is not set: journal entries stay in our own books.';
    return isOwner ? warning(found, 'Set erp.entries, or give every kind in ledger.posting to the ERP.') : ok(found);
  }
  const response = await ask(merchant, entries, '?reference=fakturabro-doctor');
  if (typeof response === 'string') return failed(`erp.entries: ${response}`, TODO);
  const isAnswer = response.status === 404 || (response.status === 200 && readJson(response.body) !== undefined);
  if (isAnswer) return ok('The ERP answers about journal entries, and takes our credentials.');
  return refusal('erp.entries', response, 'an answer that is not JSON');
}

const TODO = 'See docs/erp-port.md, and correct erp in the merchant file.';

function refusal(name: string, response: HttpResponse, otherwise: string): Verdict {
  const { status } = response;
  const what = status === 200 ? otherwise : `${status}: ${explanationIn(response)}`;
  const isLogin = status === 401 || status === 403;
  return failed(`${name} gives ${what}`, isLogin ? `Correct the headers of ${name}.` : TODO);
}

/** The answer, or why there was none. */
async function ask(merchant: Merchant, endpoint: ErpEndpoint, suffix: string): Promise<HttpResponse | string> {
  try {
    return await new MerchantHttp().for(merchant).send(erpRequest(merchant, { method: 'GET', endpoint, suffix }));
  } catch (error) {
    return messageOf(error);
  }
}
