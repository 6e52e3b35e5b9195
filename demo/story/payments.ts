import type { InvoiceState } from '../../src/domain/invoice/invoice-state.js';
import { NORDIC } from '../merchants.js';
import { money } from '../printing.js';
import { debtorName } from '../sample-data.js';
import {
  ANSWER_LOST,
  type Chapter,
  type Day,
  merchantOf,
  orderOf,
  PAID_IN_SILENCE,
  PART_PAID,
  SENT_TWICE,
  transactionOf,
} from './day.js';
import { seeRun } from './runs.js';

/** Orders paid in full, with nothing remarkable about it. */
const PAID_AT_ONCE = [SENT_TWICE, 'SO-20003', ANSWER_LOST, 'FS-3001', 'FS-3003'];
/** Paid in part; the rest stays open over the end of the day. */
const LEFT_OPEN = 'FS-3002';

/** Debtors pay: at once, in parts, and once without the connector being told. */
export const debtorsPay: Chapter = {
  title: '13:00  Debtors pay',
  async play(day) {
    for (const orderId of PAID_AT_ONCE) await payInFull(day, orderId);
    await payInParts(day);
    await payAndSayNothing(day);
    await leaveOpen(day);
  },
};

async function payInFull(day: Day, orderId: string): Promise<void> {
  const order = orderOf(day, merchantOf(orderId), orderId);
  await day.sandbox.pay(await transactionOf(day, orderId), order.totalAmount);
  const sentence = `${debtorName(order)} pays ${money(order.totalAmount, order.currency)} for ${orderId}: paid`;
  await seePaid(day, orderId, sentence, [order.totalAmount], 'paid');
}

async function payInParts(day: Day): Promise<void> {
  const order = orderOf(day, NORDIC, PART_PAID);
  const [first, rest] = [500_000, order.totalAmount - 500_000];
  const transactionId = await transactionOf(day, PART_PAID);
  await day.sandbox.pay(transactionId, first);
  const open = `${money(first, order.currency)} for ${PART_PAID}: partly paid, ${money(rest, order.currency)} open`;
  await seePaid(day, PART_PAID, `${debtorName(order)} pays ${open}`, [first], 'partly-paid');
  await day.sandbox.pay(transactionId, rest);
  const sentence = `${debtorName(order)} pays the rest, ${money(rest, order.currency)}: paid, two CAPTURE events`;
  await seePaid(day, PART_PAID, sentence, [first, rest], 'paid');
}

async function payAndSayNothing(day: Day): Promise<void> {
  const { api, sandbox, tell } = day;
  const order = orderOf(day, NORDIC, PAID_IN_SILENCE);
  const paid = money(order.totalAmount, order.currency);
  tell.say(`${debtorName(order)} pays ${paid} for ${PAID_IN_SILENCE}, and the callback is lost.`);
  await sandbox.pay(await transactionOf(day, PAID_IN_SILENCE), order.totalAmount, false);
  await tell.step(
    'The connector still believes that nothing was paid',
    async () => (await api.invoiceOf(NORDIC.id, PAID_IN_SILENCE)).paidAmount,
    0,
  );
  await seeRun(day, NORDIC, 'poll-open', 'The poll of open invoices goes through');
  await seePaid(day, PAID_IN_SILENCE, `The poll found the payment of ${paid}: paid`, [order.totalAmount], 'paid');
}

async function leaveOpen(day: Day): Promise<void> {
  const order = orderOf(day, merchantOf(LEFT_OPEN), LEFT_OPEN);
  const part = 100_000;
  await day.sandbox.pay(await transactionOf(day, LEFT_OPEN), part);
  const open = money(order.totalAmount - part, order.currency);
  const sentence = `${debtorName(order)} pays ${money(part, order.currency)} for ${LEFT_OPEN}, and ${open} stays open`;
  await seePaid(day, LEFT_OPEN, sentence, [part], 'partly-paid');
}

/** The invoice, the payments behind it, one entry for each, and what the ERP was told, all say the same. */
async function seePaid(
  day: Day,
  orderId: string,
  sentence: string,
  amounts: readonly number[],
  state: InvoiceState,
): Promise<void> {
  const { api, sandbox, tell } = day;
  const merchant = merchantOf(orderId);
  const paid = amounts.reduce((sum, amount) => sum + amount, 0);
  const open = orderOf(day, merchant, orderId).totalAmount - paid;
  await tell.step(
    sentence,
    async () => {
      const invoice = await api.invoiceOf(merchant.id, orderId);
      const payments = await api.payments(merchant.id, invoice.transactionId ?? '');
      const entries = await api.entries(merchant.id);
      const told = (await sandbox.erpState(merchant)).invoices[orderId]?.at(-1)?.facts;
      return {
        state: invoice.state,
        payments: ascending(payments.map(({ amount }) => amount)),
        entries: entries.filter(({ kind, links }) => kind === 'payment' && links.orderId === orderId).length,
        openInErp: told?.openAmount,
      };
    },
    { state, payments: ascending(amounts), entries: amounts.length, openInErp: open },
  );
}

function ascending(amounts: readonly number[]): number[] {
  return [...amounts].sort((a, b) => a - b);
}
