import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { Api, control, eventually } from '../support/api.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(90_000);

interface Shown {
  readonly state: string;
  readonly channel: string | null;
  readonly channelAsked: string | null;
}

let mission: Mission;

/** Kravia may take over, and a rule says nothing about the channel. */
beforeAll(async () => {
  mission = await Mission.start((yaml) =>
    yaml
      .replace('  hold: {', '  channelFallback: kravia\n  hold: {')
      .replace('product: b2c\n      channel: kravia', 'product: b2c'),
  );
});

afterAll(() => mission.close());

const SETTINGS = {
  supportedInvoiceChannels: ['kravia', 'merchant'],
  channelRefusal: 'bad-request',
  defaultInvoiceChannel: 'kravia',
  forcedInvoiceChannel: null,
};
const account = (id: string, settings: object): Promise<unknown> =>
  control(mission.dintero, 'PUT', `accounts/${id}`, { ...SETTINGS, ...settings });
const casesOf = (api: Api, code: string): Promise<{ id: string; subject: { kind: string; id: string } }[]> =>
  api.items(`exceptions?code=${code}`);
const person = { debtor: { type: 'person', organizationNumber: null, reference: null, costCenter: null } };

function until(api: Api, reference: string, state: string): Promise<Shown> {
  return eventually(
    () => api.get<Shown>(`invoices/${reference}`),
    (invoice) => invoice.state === state,
  );
}

describe('the channel nobody asks for', () => {
  it('is left to the account, and read back', async () => {
    await mission.api.post('orders', smallOrder('C-1', 10_000, person));
    expect(await until(mission.api, 'C-1-1', 'issued')).toMatchObject({ channel: 'kravia', channelAsked: null });
  });

  it('may be the merchant’s own delivery, which then begins', async () => {
    await account('T11223344', { defaultInvoiceChannel: 'merchant' });
    const debtor = { ...person.debtor, email: 'kari@fjordtest.example' };
    await mission.api.post('orders', smallOrder('C-2', 10_000, { debtor }));
    expect(await until(mission.api, 'C-2-1', 'issued')).toMatchObject({ channel: 'merchant', channelAsked: null });
    await eventually(
      () => mission.mailsTo('kari@fjordtest.example'),
      (mails) => mails.length === 1,
    );
    expect(await casesOf(mission.api, 'CHANNEL_DIFFERS')).toEqual([]);
  });
});

describe('another channel than the one asked for', () => {
  it('is believed, and told', async () => {
    await account('T11223344', { forcedInvoiceChannel: 'kravia' });
    await mission.api.post('orders', smallOrder('C-3', 10_000, { invoice: { channel: 'merchant' } }));
    expect(await until(mission.api, 'C-3-1', 'issued')).toMatchObject({ channel: 'kravia', channelAsked: 'merchant' });
    const cases = await casesOf(mission.api, 'CHANNEL_DIFFERS');
    expect(cases.map(({ subject }) => subject)).toEqual([{ kind: 'invoice', id: 'C-3-1' }]);
    await mission.api.run('poll-open');
    expect(await casesOf(mission.api, 'CHANNEL_DIFFERS')).toEqual(cases);
  });
});

describe('a channel the account may not use', () => {
  it.each([
    ['C-4', 'bad-request'],
    ['C-5', 'failed'],
  ])(
    '%s, refused as %s: Kravia delivers instead where that is configured, and it is told once',
    async (id, channelRefusal) => {
      await account('T11223344', { supportedInvoiceChannels: ['kravia'], channelRefusal });
      await mission.api.post('orders', smallOrder(id, 10_000, { invoice: { channel: 'merchant' } }));
      expect(await until(mission.api, `${id}-1`, 'issued')).toMatchObject({
        channel: 'kravia',
        channelAsked: 'kravia',
      });

      const [told, ...others] = await casesOf(mission.api, 'CHANNEL_FELL_BACK');
      expect(told?.subject).toEqual({ kind: 'merchant', id: 'nordic-supplies' });
      expect(others).toEqual([]);
      expect(await casesOf(mission.api, 'CHANNEL_NOT_ALLOWED')).toEqual([]);
      expect(await casesOf(mission.api, 'PROVIDER_REJECTED')).toEqual([]);
      expect(await mission.api.items(`journal-entries?orderId=${id}`)).toHaveLength(1);
    },
  );

  it('is in the audit trail for each invoice', async () => {
    const pool = new Pool({ connectionString: mission.database.url, max: 1 });
    const text = `select subject_id from audit_event where action = 'channel-fallback' order by id`;
    const { rows } = await pool.query<{ subject_id: string }>(text);
    await pool.end();
    expect(rows.map(({ subject_id: id }) => id)).toEqual(['C-4-1', 'C-5-1']);
  });

  it('is asked for twice and made once: nothing is invoiced twice', async () => {
    const state = await control<{ invoicedTwice: string[] }>(mission.dintero, 'GET', 'state?account=T11223344');
    expect(state.invoicedTwice).toEqual([]);
  });

  it('stops the invoice with a reason where no fallback is configured, until the account may use it', async () => {
    const swedish = new Api(mission.connector.url, 'svenska-verktyg');
    await account('T55667788', { supportedInvoiceChannels: ['kravia'] });
    const line = { lineId: '1', description: 'Varor', quantity: '1', amount: 10_000, vatRate: '25', vatAmount: 2000 };
    const address = { line1: 'Provgatan 1', line2: null, postalCode: '11122', city: 'Stockholm', country: 'SE' };
    const debtor = { organizationNumber: '5560360793', email: 'ap@sjo.example' };
    await swedish.post('orders', smallOrder('C-6', 10_000, { currency: 'SEK', debtor, address, lines: [line] }));
    await until(swedish, 'C-6-1', 'rejected');
    const [stopped] = await casesOf(swedish, 'CHANNEL_NOT_ALLOWED');
    expect(stopped?.subject).toEqual({ kind: 'invoice', id: 'C-6-1' });

    await account('T55667788', {});
    await swedish.post(`exceptions/${stopped?.id ?? ''}/retry`);
    expect(await until(swedish, 'C-6-1', 'issued')).toMatchObject({ channel: 'merchant', channelAsked: 'merchant' });
    expect(await casesOf(swedish, 'CHANNEL_NOT_ALLOWED')).toEqual([]);
  });

  it('is not taken for the reason when something else is refused', async () => {
    await account('T11223344', {});
    const debtor = { email: 'ap+declined@fjordtest.example' };
    await mission.api.post('orders', smallOrder('C-7', 10_000, { debtor, invoice: { channel: 'merchant' } }));
    expect(await until(mission.api, 'C-7-1', 'rejected')).toMatchObject({ channelAsked: 'merchant' });
    expect((await casesOf(mission.api, 'PROVIDER_REJECTED')).map(({ subject }) => subject.id)).toEqual(['C-7-1']);
  });
});
