import { type DemoMerchant, MERCHANTS } from '../merchants.js';
import { money } from '../printing.js';
import { today } from '../sample-data.js';
import type { Chapter, Day } from './day.js';
import { seeRun } from './runs.js';

/** 1.5 % of what is paid out. */
const FEE_BASIS_POINTS = 150;

/** Dintero pays out, keeps its fee, and the money reaches the bank. */
export const settlement: Chapter = {
  title: '10:00  The next day: Dintero pays out',
  async play(day) {
    for (const merchant of MERCHANTS) await payOut(day, merchant);
  },
};

async function payOut(day: Day, merchant: DemoMerchant): Promise<void> {
  const { api, sandbox, tell } = day;
  const { id, amounts } = await sandbox.payOut(merchant, FEE_BASIS_POINTS);
  const [{ capture, fee, amount: net } = { capture: 0, fee: 0, amount: 0 }] = amounts;
  const [gross, kept, paid] = [capture, Math.abs(fee), net].map((minor) => money(minor, merchant.currency));
  tell.say(`${merchant.name}: debtors paid ${gross ?? ''}, Dintero keeps ${kept ?? ''} and pays ${paid ?? ''}.`);
  await seeRun(day, merchant, 'settlements', 'The settlements run finds it');
  await tell.step(
    'Every line is matched to a payment, each once, and the settlement is in the books',
    async () => {
      const seen = await api.settlement(merchant.id, id);
      const lines = (seen.lines ?? []).filter((line) => line.capture !== 0);
      const matched = new Set(lines.map(({ paymentId }) => paymentId).filter((paymentId) => paymentId !== null));
      const { state, capture: captured, fee: charged, net: left } = seen;
      return { state, captured, charged, left, unmatched: lines.length - matched.size };
    },
    { state: 'posted' as const, captured: capture, charged: fee, left: net, unmatched: 0 },
  );
  await api.confirmPayout(merchant.id, id, { amount: net, currency: merchant.currency, date: today() });
  await tell.step(
    `The bank statement shows ${paid ?? ''}, and the payout is confirmed`,
    async () => {
      const bank = (await api.balances(merchant.id)).find(({ role }) => role === 'bank');
      return { state: (await api.settlement(merchant.id, id)).state, bank: bank?.balance };
    },
    { state: 'received' as const, bank: net },
  );
}
