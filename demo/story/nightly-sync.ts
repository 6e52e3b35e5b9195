import { NORDIC } from '../merchants.js';
import { type Chapter, orderOf, WITHOUT_WEBHOOK } from './day.js';
import { inWords, seeInvoiced } from './invoiced.js';
import { seeRun } from './runs.js';

/** A webhook that was never sent costs hours, not money. */
export const nightlySync: Chapter = {
  title: '02:00  The nightly sync',
  async play(day) {
    const { api, sandbox, tell } = day;
    const order = orderOf(day, NORDIC, WITHOUT_WEBHOOK);
    await sandbox.putOrder(NORDIC, order);
    tell.say(`One order is in the ERP and no webhook was sent. ${inWords(order)}.`);
    await tell.step(
      `The connector does not know ${WITHOUT_WEBHOOK}`,
      async () => (await api.orders(NORDIC.id)).some(({ orderId }) => orderId === WITHOUT_WEBHOOK),
      false,
    );
    const counts = await seeRun(day, NORDIC, 'nightly-sync', 'The nightly sync goes through, and its audit agrees');
    tell.detail(`${counts['orders.pulled'] ?? 0} orders read from the ERP`);
    await seeInvoiced(day, NORDIC, order);
  },
};
