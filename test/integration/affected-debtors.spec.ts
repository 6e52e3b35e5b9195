import { DataSource } from 'typeorm';
import type { DeliveryPolicy } from '../../src/domain/invoice/delivery-policy.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { AffectedDebtors, type AffectedDebtorView } from '../../src/invoicing/policies/affected-debtors.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { ComingPolicies } from '../../src/runs/coming-policies.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';
import { invoiceRow } from '../support/sent-invoices.js';
import { withCode } from '../support/with-code.js';

let database: TestDatabase;
let dataSource: DataSource;
let debtors: AffectedDebtors;

const EHF: DeliveryPolicy = {
  from: '2027-01-01',
  when: { debtor: 'company', countries: ['NO'] },
  channel: 'kravia',
  action: 'switch',
  text: 'EHF is the law',
};
const PERSONS: DeliveryPolicy = {
  from: '2027-01-01',
  when: { debtor: 'person', countries: [] },
  channel: 'merchant',
  action: 'warn',
  text: null,
};

const merchant = (...policies: DeliveryPolicy[]): Merchant => {
  const known = nordicSupplies();
  return { ...known, language: 'en', invoicing: { ...known.invoicing, policies } };
};

/** Invoices of one debtor, as they would be after they went through the provider. */
async function invoices(count: number, changes: Readonly<Record<string, unknown>>): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const reference = `${String(changes.debtor_id)}-${Math.random()}`;
    const id = await invoiceRow(dataSource.manager, merchant(), { reference });
    const all = { created_at: new Date(), debtor_type: 'company', debtor_country: 'NO', ...changes };
    const columns = Object.keys(all).map((column, index) => `${column} = $${index + 2}`);
    await dataSource.query(`update invoice set ${columns.join(', ')} where id = $1`, [id, ...Object.values(all)]);
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 2), logging: false }).initialize();
  debtors = new AffectedDebtors(dataSource);
  const yearsAgo = new Date(Date.now() - 400 * 86_400_000);
  await invoices(2, { debtor_id: 'C-1', total_minor: 10_000 });
  await invoices(1, { debtor_id: 'C-1', channel: 'kravia', total_minor: 50_000 });
  await invoices(1, { debtor_id: 'C-2', channel: null, total_minor: 700 });
  await invoices(1, { debtor_id: 'C-3', created_at: yearsAgo });
  await invoices(1, { debtor_id: 'C-4', state: 'voided' });
  await invoices(1, { debtor_id: 'C-5', flow: 'adopted' });
  await invoices(1, { debtor_id: 'C-6', debtor_country: 'SE' });
  await invoices(1, { debtor_id: 'P-1', debtor_type: 'person', channel: 'kravia', product: 'b2c', total_minor: 3000 });
  await invoices(1, { debtor_id: 'C-7', debtor_type: null, debtor_country: null });
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const wish = { on: '2027-01-01', months: 12, language: 'en', cursor: null, limit: 50 } as const;
const short = (item: AffectedDebtorView): unknown => [
  item.debtorId,
  item.currentChannel,
  item.invoiceCount,
  item.totalAmount,
];

describe('who a delivery policy affects', () => {
  it('is who had invoices it would be about, with their number and sum, and what will happen', async () => {
    const { items, nextCursor } = await debtors.page(merchant(EHF, PERSONS), wish);

    expect(items.map(short)).toEqual([
      ['C-1', 'merchant', 2, 20_000],
      ['C-2', null, 1, 700],
      ['P-1', 'kravia', 1, 3000],
    ]);
    expect(items[0]).toMatchObject({
      debtorType: 'company',
      countries: ['NO'],
      policy: { from: '2027-01-01', channel: 'kravia', action: 'switch', text: 'EHF is the law' },
      effect: 'From 2027-01-01 the invoices go through kravia.',
    });
    expect(items[2]?.effect).toContain('each with a notice');
    expect(nextCursor).toBeNull();
  });

  it('is counted in all, with the invoices nobody can tell of', async () => {
    expect(await debtors.totals(merchant(EHF, PERSONS), '2027-01-01', 12)).toEqual({
      debtorCount: 3,
      invoiceCount: 4,
      totalMinor: 23_700n,
      unknownCount: 1,
    });
  });

  it('is nobody on the day before, and more when one looks further back', async () => {
    expect((await debtors.page(merchant(EHF), { ...wish, on: '2026-12-31' })).items).toEqual([]);
    expect((await debtors.page(merchant(EHF), { ...wish, months: 24 })).items.map(({ debtorId }) => debtorId)).toEqual([
      'C-1',
      'C-2',
      'C-3',
    ]);
  });

  it('goes by the one policy that decides', async () => {
    const later = { ...EHF, from: '2027-02-01', channel: 'merchant', action: 'hold' } as const;
    const { items } = await debtors.page(merchant(EHF, later), { ...wish, on: '2027-02-01' });

    expect(items.map(short)).toEqual([
      ['C-1', 'kravia', 1, 50_000],
      ['C-2', null, 1, 700],
    ]);
  });

  it('comes in pages, each debtor once', async () => {
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await debtors.page(merchant(EHF, PERSONS), { ...wish, cursor, limit: 1 });
      seen.push(...page.items.map(({ debtorId }) => debtorId));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(seen).toEqual(['C-1', 'C-2', 'P-1']);
  });

  it.each(['1', 'W10', "x' or '1'='1"])('refuses a cursor that is not one of ours: %s', async (cursor) => {
    await expect(debtors.page(merchant(EHF), { ...wish, cursor })).rejects.toEqual(withCode('CURSOR_INVALID'));
  });
});

describe('the morning report', () => {
  it.each([
    [
      '2026-12-02',
      [{ label: 'Affected by delivery policies from 2027-01-01', value: expect.stringMatching(/^2 deb/) as unknown }],
    ],
    ['2026-12-01', []],
    ['2027-01-01', []],
  ])('of %s counts who is affected, from thirty days before until the day', async (today, rows) => {
    expect(await new ComingPolicies(debtors).run(merchant(EHF), today)).toEqual(rows);
  });
});
