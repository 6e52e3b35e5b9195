import type { ResolvedSettings } from '../account-settings.js';
import type { Channel, Product } from '../wire.js';

type ChannelSettings = Pick<
  ResolvedSettings,
  'supportedInvoiceChannels' | 'channelRefusal' | 'defaultInvoiceChannel' | 'forcedInvoiceChannel'
>;

/** Who delivers: what was asked for, otherwise the account's own choice. Grouped invoices are Kravia's. */
export function resolveChannel(asked: Channel | null, product: Product | null, settings: ChannelSettings): Channel {
  if (product === 'kravia.invoice_b2b_grouped') return 'kravia';
  return settings.forcedInvoiceChannel ?? asked ?? settings.defaultInvoiceChannel;
}

/** Complains of a channel that is refused with a 400; one that is refused by a FAILED transaction is let through. */
export function refuseChannel(
  asked: Channel | null,
  product: Product | null,
  settings: ChannelSettings,
  fail: (message: string) => void,
): void {
  if (asked === 'merchant' && product === 'kravia.invoice_b2b_grouped') {
    fail('merchant is not supported for grouped invoices');
  }
  const channel = resolveChannel(asked, product, settings);
  if (settings.channelRefusal === 'bad-request' && !isAllowed(channel, settings)) {
    fail(`${channel} is not among the channels of this account: ${settings.supportedInvoiceChannels.join(', ')}`);
  }
}

export function isAllowed(channel: Channel, { supportedInvoiceChannels: supported }: ChannelSettings): boolean {
  return supported.includes(channel);
}
