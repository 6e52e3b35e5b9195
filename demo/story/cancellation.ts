import { NORDIC } from '../merchants.js';
import { money } from '../printing.js';
import { cancellation } from '../sample-data.js';
import { CANCELLED, type Chapter, orderOf } from './day.js';

/** An order is cancelled before anybody paid: void at Dintero, credit note in the books. */
export const aCancellation: Chapter = {
  title: '11:00  A customer changes their mind',
  async play(day) {
    const { api, sandbox, tell } = day;
    const order = orderOf(day, NORDIC, CANCELLED);
    const message = cancellation();
    tell.say(`The ERP cancels ${CANCELLED}: “${message.cause}”`);
    const [answer] = await sandbox.send(NORDIC, api.ordersUrl(NORDIC.id), message);
    await tell.step(
      `${CANCELLED} is voided at Dintero before anybody paid`,
      async () => ({
        taken: answer?.status === 200 || answer?.status === 202,
        state: (await api.invoiceOf(NORDIC.id, CANCELLED)).state,
        voids: (await sandbox.providerState(NORDIC)).voids,
        toldErp: (await sandbox.erpState(NORDIC)).invoices[CANCELLED]?.at(-1)?.facts.state,
      }),
      { taken: true, state: 'voided' as const, voids: 1, toldErp: 'voided' },
    );
    await tell.step(
      `Credit note CN-1 over ${money(order.totalAmount, order.currency)} undoes the invoice in the books`,
      async () => {
        const entries = (await api.entries(NORDIC.id)).filter(({ links }) => links.orderId === CANCELLED);
        const note = entries.find(({ kind }) => kind === 'credit-note');
        const credited = note?.postings.find(({ role }) => role === 'receivable');
        return { entries: entries.length, number: note?.documentNumber, credited: credited?.amount };
      },
      { entries: 2, number: 'CN-1', credited: order.totalAmount },
    );
  },
};
