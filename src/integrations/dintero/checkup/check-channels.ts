import type { Merchant } from '../../../domain/merchant.js';
import type { InvoiceChannel } from '../../../domain/order/order.js';
import { failed, notKnown, ok, type Verdict } from '../../../platform/checks/check.js';
import { TransactionsApi } from '../api/transactions.js';
import { toTransaction } from '../to-transaction.js';
import type { DinteroCheckup } from './dintero-checkup.js';

interface Seen {
  readonly looked: number;
  readonly used: ReadonlySet<InvoiceChannel>;
  /** What Dintero said when it refused a channel, if it did. */
  readonly refusal: string | null;
}

/** Whether the account may use the channels our rules ask for. Dintero tells only with an invoice, so the last ones are read. */
export async function checkChannels(checkup: DinteroCheckup): Promise<Verdict> {
  const wanted = channelsOf(checkup.merchant);
  if (wanted.length === 0) return ok('The rules leave the channel to the account.');
  const { looked, used, refusal } = await lastInvoices(checkup);
  const unseen = wanted.filter((channel) => !used.has(channel));
  const among = `the last ${looked} invoices at Dintero`;
  if (unseen.length === 0) return ok(`${listed(wanted)} can be used: both Dintero and our rules say so, in ${among}.`);
  if (refusal !== null && unseen.includes('merchant')) {
    const remedy =
      'Ask Dintero to allow the channel merchant for this account, or set invoicing.channelFallback to kravia.';
    return failed(`Dintero refused the channel merchant: ${refusal}`, remedy);
  }
  const found = `Our rules ask for ${listed(unseen)}, which is on none of ${among}; Dintero tells only with an invoice.`;
  return notKnown(found, 'Send a test order of each kind, then check again.');
}

function channelsOf({ invoicing }: Merchant): InvoiceChannel[] {
  const asked = invoicing.rules.map(({ channel }) => channel ?? invoicing.defaultChannel);
  return [...new Set(asked.filter((channel) => channel !== null))];
}

async function lastInvoices(checkup: DinteroCheckup): Promise<Seen> {
  const { merchant } = checkup;
  const page = await new TransactionsApi(checkup).page(merchant, { payment_product: ['kravia'] });
  const read = page.map((raw) => toTransaction(raw, merchant.baseCurrency, new Date()));
  const accepted = read.filter(({ standing }) => standing === 'accepted');
  const refused = read.find(({ refusal }) => refusal?.ofChannel === true);
  return {
    looked: read.length,
    used: new Set(accepted.map(({ facts }) => facts.channel).filter((channel) => channel !== null)),
    refusal: refused?.refusal?.message ?? null,
  };
}

function listed(channels: readonly InvoiceChannel[]): string {
  return channels.join(' and ');
}
