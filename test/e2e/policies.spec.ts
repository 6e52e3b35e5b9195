import { jest } from '@jest/globals';
import { Pool } from 'pg';
import { addDays, localDate } from '../../src/domain/local-date.js';
import type { OrderChanges } from '../../sandbox/sample-order.js';
import { fakturabro } from '../support/cli.js';
import { ADMIN_KEY } from '../support/connector.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

const TODAY = localDate(new Date(), 'Europe/Oslo');
const SOON = addDays(TODAY, 20);
const POLICIES = `
  policies:
    - { from: ${TODAY}, when: { debtor: company, country: [NO] }, channel: kravia, action: hold, text: EHF is the law. }
    - { from: ${TODAY}, when: { debtor: company, country: [SE] }, channel: kravia, action: switch }
    - { from: ${TODAY}, when: { debtor: person }, channel: merchant, action: warn }
    - { from: ${SOON}, when: { debtor: company, country: [NO] }, channel: kravia, action: switch }
  hold: {`;

interface Shown {
  readonly state: string;
  readonly channel: string;
  readonly channelAsked: string;
  readonly policy: { readonly from: string; readonly action: string } | null;
}

let mission: Mission;
let pool: Pool;

beforeAll(async () => {
  mission = await Mission.start((yaml) => yaml.replace('\n  hold: {', POLICIES));
  pool = new Pool({ connectionString: mission.database.url, max: 1 });
});

afterAll(async () => {
  await pool.end();
  await mission.close();
});

const swedish: OrderChanges = {
  debtor: { organizationNumber: '5560360793', phone: '+46700000001', reference: null },
  address: { line1: 'Provgatan 1', postalCode: '11122', city: 'Stockholm', country: 'SE' },
};
const person: OrderChanges = {
  debtor: { debtorId: 'P-1', type: 'person', organizationNumber: null, reference: null, costCenter: null },
};

const send = async (orderId: string, changes: OrderChanges, amount = 20_000): Promise<void> => {
  await mission.webhook(smallOrder(orderId, amount, changes));
};
const until = async (reference: string, state: string): Promise<Shown> => {
  await mission.untilState(reference, state);
  return mission.api.get<Shown>(`invoices/${reference}`);
};
const auditOf = async (reference: string): Promise<string[]> => {
  const { rows } = await pool.query<{ action: string; reason: string | null }>(
    'select action, reason from audit_event where subject_id = $1 order by id',
    [reference],
  );
  return rows.map(({ action, reason }) => `${action}${reason === null ? '' : `: ${reason}`}`);
};

describe('from the day of a delivery policy', () => {
  it('an invoice is held that another channel was decided for, and goes out as decided once it is released', async () => {
    await send('DP-1', {});
    expect(await until('DP-1-1', 'held')).toMatchObject({
      channel: 'merchant',
      policy: { from: TODAY, action: 'hold' },
    });
    const { what } = await mission.untilCase('DP-1-1', 'POLICY_HOLD');
    expect(what).toBe(
      `From ${TODAY}, the delivery policy wants invoices like this to go through kravia, not merchant; nothing was sent. EHF is the law.`,
    );

    await mission.api.post('invoices/DP-1-1/release', {});
    expect(await until('DP-1-1', 'issued')).toMatchObject({ channel: 'merchant', channelAsked: 'merchant' });
    expect(await mission.casesOf('DP-1-1')).toEqual([]);
  });

  it('it is switched, which the audit trail tells', async () => {
    await send('DP-2', swedish);
    expect(await until('DP-2-1', 'issued')).toMatchObject({ channel: 'kravia', policy: { action: 'switch' } });
    expect(await auditOf('DP-2-1')).toEqual([`policy-switch: kravia instead of merchant, by the policy from ${TODAY}`]);
  });

  it('or goes out as decided and is told of once, until somebody has read it', async () => {
    await send('DP-3', person);
    expect(await until('DP-3-1', 'issued')).toMatchObject({ channel: 'kravia', policy: { action: 'warn' } });
    const notice = await mission.untilCase('DP-3-1', 'POLICY_NOTICE');

    await mission.api.post(`exceptions/${notice.id}/resolve`, { reason: 'read' });
    expect(await mission.casesOf('DP-3-1')).toEqual([]);
  });

  it('an invoice planned before and sent after it is judged by the day it is sent', async () => {
    await send('DP-4', swedish, 60_000_000);
    await until('DP-4-1', 'held');
    // As if it had waited for a person since before the policy.
    await pool.query(
      `update invoice set policy = null, channel = 'merchant', channel_asked = 'merchant' where reference = 'DP-4-1'`,
    );
    await mission.api.post('invoices/DP-4-1/release', {});

    expect(await until('DP-4-1', 'issued')).toMatchObject({ channel: 'kravia', channelAsked: 'kravia' });
    expect((await auditOf('DP-4-1')).at(-1)).toBe(
      `policy-switch: kravia instead of merchant, by the policy from ${TODAY}`,
    );
  });
});

describe('before the day of a delivery policy', () => {
  it('the API and the command line tell who it affects', async () => {
    const answer = await mission.api.get('delivery-policies/affected?language=en');
    expect(answer).toMatchObject({
      on: SOON,
      debtorCount: 2,
      invoiceCount: 2,
      items: [
        { debtorId: 'C-2041', currentChannel: 'merchant', invoiceCount: 1, policy: { from: SOON, action: 'switch' } },
        { debtorId: 'P-1', currentChannel: 'kravia', invoiceCount: 1, policy: { from: TODAY, action: 'warn' } },
      ],
    });
    const { stdout } = await fakturabro(
      { FAKTURABRO_URL: mission.connector.url, FAKTURABRO_API_KEY: ADMIN_KEY },
      ...['policy', 'affected', 'nordic-supplies', '--csv', '--language', 'en'],
    );
    const [head, first, second, end] = stdout.split('\r\n');
    expect([head, end]).toEqual([
      'debtorId,debtorType,countries,currentChannel,invoiceCount,totalAmount,currency,lastInvoiceAt,from,channel,action,effect',
      '',
    ]);
    expect(first).toMatch(/^C-2041,company,NO,merchant,1,20000,NOK,.*,kravia,switch,From .* go through kravia\.$/);
    expect(second).toMatch(/^P-1,person,NO,kravia,1,20000,NOK,.*,merchant,warn,"From .*"$/);

    const { status } = await mission.api.send('GET', 'delivery-policies/affected?on=2027-02-30');
    expect(status).toBe(422);
  });
});
