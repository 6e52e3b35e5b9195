import { type DemoMerchant, MERCHANTS } from '../merchants.js';
import type { OrderData } from '../sample-data.js';
import { ANSWER_LOST, type Chapter, CORRECTED, type Day, SENT_TWICE, WITHOUT_WEBHOOK } from './day.js';
import { inWords, seeInvoiced } from './invoiced.js';

const TOLD_LATER = [SENT_TWICE, ANSWER_LOST, WITHOUT_WEBHOOK, CORRECTED];

/** The ordinary morning: two merchants, companies and persons, several VAT rates. */
export const ordersArrive: Chapter = {
  title: '08:00  Orders arrive',
  async play(day) {
    for (const merchant of MERCHANTS) {
      const orders = [...(day.orders.get(merchant.id)?.values() ?? [])].filter(
        ({ orderId }) => !TOLD_LATER.includes(orderId),
      );
      day.tell.say(`The ERP of ${merchant.name} sends ${orders.length} orders as signed webhooks.`);
      for (const order of orders) await send(day, merchant, order);
      for (const order of orders) await seeInvoiced(day, merchant, order);
    }
  },
};

async function send({ api, sandbox, tell }: Day, merchant: DemoMerchant, order: OrderData): Promise<void> {
  tell.detail(inWords(order));
  const answers = await sandbox.send(merchant, api.ordersUrl(merchant.id), order);
  const statuses = answers.map(({ status }) => status);
  tell.check(`${order.orderId} is stored and answered 202`, statuses, [202]);
}
