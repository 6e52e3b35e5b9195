import { Client } from './support/client.js';
import { payBody } from './support/requests.js';

describe('the channel of an invoice', () => {
  const client = Client.forTheseTests();

  const pay = (invoice_channel?: string) =>
    client.api('POST', '/sessions/pay', { body: payBody({ payment: { invoice_channel } }) });

  it.each([
    ['what was asked for', 'merchant', {}, 'merchant'],
    ['kravia, when nothing was asked for', undefined, {}, 'kravia'],
    ['the account’s own choice', undefined, { defaultInvoiceChannel: 'merchant' }, 'merchant'],
    ['what the account forces', 'merchant', { forcedInvoiceChannel: 'kravia' }, 'kravia'],
  ] as const)('is %s', async (_, asked, settings, expected) => {
    await client.reconfigure(settings);

    const { body } = await pay(asked);

    expect(body.metadata['kravia:invoice_channel']).toBe(expected);
    expect(body.events.some(({ event }) => event === 'INITIATE_CAPTURE')).toBe(expected === 'kravia');
  });

  describe('that the account may not use', () => {
    const kraviaOnly = { supportedInvoiceChannels: ['kravia'] } as const;

    it('is a fault that names the field, and nothing is made', async () => {
      await client.reconfigure(kraviaOnly);

      const { status, body } = await pay('merchant');

      expect(status).toBe(400);
      expect(JSON.stringify(body.error)).toContain('invoice_channel');
      expect((await pay('kravia')).status).toBe(200);
    });

    it('may be a failed transaction instead, whose reference can be used again', async () => {
      await client.reconfigure({ ...kraviaOnly, channelRefusal: 'failed' });

      const { status, body } = await pay('merchant');

      expect(status).toBe(200);
      expect(body.status).toBe('FAILED');
      expect(JSON.stringify(body)).toContain('invoice_channel_not_supported');
      expect((await pay('kravia')).body.status).toBe('AUTHORIZED');
    });
  });
});
