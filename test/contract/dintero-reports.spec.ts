import { ProviderRejected } from '../../src/domain/errors.js';
import type { Merchant } from '../../src/domain/merchant.js';
import type { DinteroApi } from '../../src/integrations/dintero/dintero-api.js';
import { allOf } from '../support/all-of.js';
import { DinteroBench, invoiceRequest } from '../support/dintero-bench.js';
import { withCode } from '../support/with-code.js';

const TO_THE_ACCOUNT = {
  filetypes: ['json', 'pdf'],
  destinations: [{ destination_type: 'account_email' }],
  providers: ['dintero_payout'],
};
const SCOPES = ['write:checkout', 'read:checkout', 'read:settlements', 'write:settlements', 'read:reports'];

const bench = DinteroBench.forTheseTests();
let dintero: DinteroApi;
let merchant: Merchant;

beforeEach(async () => {
  await bench.sandbox.configure({ scopes: SCOPES });
  ({ dintero, merchant } = bench.adapters());
});

describe('a report configuration', () => {
  it('is made, read, replaced and deleted', async () => {
    const { reportConfigurations: api } = dintero;
    const { id } = await api.create(merchant, TO_THE_ACCOUNT);
    const byMail = [{ destination_type: 'email', destination_value: 'finance@example.com' }];

    expect(await api.get(merchant, id)).toMatchObject({ ...TO_THE_ACCOUNT, account_id: 'T11223344' });
    expect(await api.update(merchant, id, { ...TO_THE_ACCOUNT, destinations: byMail })).toMatchObject({
      id,
      destinations: byMail,
    });
    expect(await api.delete(merchant, id)).toMatchObject({ id });
    await expect(api.get(merchant, id)).rejects.toMatchObject({ details: { status: 404 } });
  });

  it('is listed a page at a time', async () => {
    const { reportConfigurations: api } = dintero;
    for (let made = 0; made < 3; made += 1) await api.create(merchant, TO_THE_ACCOUNT);
    const first = await api.page(merchant, { limit: 2 });
    const second = await api.page(merchant, { limit: 2, starting_after: first.starting_after ?? '' });

    expect([first.items?.length, second.items?.length, second.starting_after]).toEqual([2, 1, undefined]);
  });

  it('is refused with the field that is wrong', async () => {
    const unfinished = { ...TO_THE_ACCOUNT, destinations: [{ destination_type: 'email' }] };

    await expect(dintero.reportConfigurations.create(merchant, unfinished)).rejects.toThrow(ProviderRejected);
    await expect(dintero.reportConfigurations.create(merchant, unfinished)).rejects.toThrow(/destination_value/);
  });

  it('needs a scope that may write', async () => {
    await bench.sandbox.configure({ scopes: ['read:settlements'] });
    const { dintero: reader } = bench.adapters();

    expect(await reader.reportConfigurations.page(merchant)).toEqual({ items: [] });
    await expect(reader.reportConfigurations.create(merchant, TO_THE_ACCOUNT)).rejects.toThrow(
      withCode('PROVIDER_SCOPE_MISSING', { status: 403 }),
    );
    expect(await bench.callsTo('report-configurations')).toBe(2);
  });
});

describe('the reports on transactions', () => {
  it('are one for each month that is over', async () => {
    const { gateway } = bench.adapters();
    await gateway.issue(merchant, invoiceRequest('SO-1'));
    expect(await dintero.reports.metadata(merchant)).toEqual({ reports: [] });
    await bench.sandbox.advance(32 * 86_400);
    const { dintero: later } = bench.adapters();
    const { reports = [] } = await later.reports.metadata(merchant, { limit: 1 });

    expect(reports).toMatchObject([{ schedule: 'monthly', content_type: 'text/csv' }]);
    const file = await fetch(reports[0]?.signed_url ?? '');
    expect(await file.text()).toContain(',SO-1,AUTHORIZED,');
  });
});

describe('a settlement made for a test', () => {
  it('is in the list, which is walked through page by page', async () => {
    const { gateway } = bench.adapters();
    for (let number = 1; number <= 3; number += 1) {
      const { transactionId } = await gateway.issue(merchant, invoiceRequest(`SO-${number}`, { channel: 'kravia' }));
      await bench.sandbox.debtorPays(transactionId, 161_250);
      await dintero.settlements.generateTestReport(merchant, { transaction_ids: [transactionId] });
    }
    await dintero.settlements.generateTestReport(merchant);
    const found = await allOf(dintero.settlements.list(merchant, {}, 1));

    expect(new Set(found.map(({ id }) => id)).size).toBe(3);
    expect(await bench.callsTo('settlements.list')).toBe(3);
    const [one] = found;
    expect(await allOf(dintero.settlements.list(merchant, { search: one?.id ?? '' }))).toEqual([one]);
  });
});
