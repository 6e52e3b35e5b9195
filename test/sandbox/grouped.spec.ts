import type { TransactionAnswer } from './support/answers.js';
import { Client } from './support/client.js';

describe('grouped purchases', () => {
  const client = Client.forTheseTests();

  const isIt = (set: string) => client.control('POST', '/time', { set });
  const purchase = (merchant_reference: string, changes: object = {}, customer_reference?: string) =>
    client.invoice({
      payment: { payment_product_type: 'kravia.invoice_b2b_grouped', days_until_due: 14 },
      order: { merchant_reference, ...changes },
      address: { customer_reference },
    });
  const closePeriod = (interval = 'monthly') =>
    client.control('POST', '/groups/close-period', { account: 'T11223344', interval });
  const numberOf = ({ metadata }: TransactionAnswer): unknown => metadata['kravia:invoice_number'];
  const datesOf = ({ events }: TransactionAnswer): unknown[] =>
    events
      .filter(({ event }) => event === 'INITIATE_CAPTURE')
      .map(({ metadata }) => [metadata['kravia:invoice_date'], metadata['kravia:invoice_due_date']]);

  /** At the start of a test the clock is moved; a token of the time before has run out. */
  const from = async (time: string, settings: object = {}): Promise<void> => {
    await isIt(time);
    await client.reconfigure(settings);
  };

  describe('when the period ends by itself', () => {
    it('become one invoice for one debtor, early on the first bank day, and not before', async () => {
      await from('2026-01-20T10:00:00Z');
      const one = await purchase('A');
      const two = await purchase('B');
      const other = await purchase('C', {}, 'PO-1');

      // 1 February 2026 is a Sunday; the invoices are made at 6 in Oslo.
      await from('2026-02-02T04:59:00Z');
      expect(numberOf(await client.transaction(one.id))).toBeUndefined();
      expect((await client.debtorPays(one.id, 1)).status).toBe(409);

      await from('2026-02-02T05:00:00Z');
      const [first, second, third] = await Promise.all([one, two, other].map(({ id }) => client.transaction(id)));
      expect(datesOf(first!)).toEqual([['2026-02-02', '2026-02-16']]);
      expect(numberOf(first!)).toMatch(/^[A-Z0-9]{5}-\d{6}$/);
      expect(numberOf(second!)).toBe(numberOf(first!));
      expect(numberOf(third!)).not.toBe(numberOf(first!));
      expect(first!.status).toBe('AUTHORIZED');
    });

    it('are dated by the holidays of the account’s country', async () => {
      // 1 April 2021 is Maundy Thursday, a bank day in Sweden only.
      await from('2021-03-10T10:00:00Z', { groupedInterval: 'quarterly' });
      const norwegian = await purchase('A');
      await from('2021-04-06T04:00:00Z');
      expect(datesOf(await client.transaction(norwegian.id))).toEqual([['2021-04-06', '2021-04-20']]);

      await from('2021-03-11T10:00:00Z', { groupedInterval: 'quarterly', country: 'SE' });
      const swedish = await purchase('B');
      await from('2021-04-01T04:00:00Z', { country: 'SE' });
      expect(datesOf(await client.transaction(swedish.id))).toEqual([['2021-04-01', '2021-04-15']]);
    });

    it('of different periods are on different invoices, even when nobody looked in between', async () => {
      await from('2026-01-31T22:59:00Z');
      const january = await purchase('A');
      await from('2026-01-31T23:01:00Z');
      const february = await purchase('B');

      await from('2026-03-20T10:00:00Z');

      expect(datesOf(await client.transaction(january.id))).toEqual([['2026-02-02', '2026-02-16']]);
      expect(datesOf(await client.transaction(february.id))).toEqual([['2026-03-02', '2026-03-16']]);
    });

    it('wait longer than a timer can, without running out of patience', async () => {
      const { id } = await purchase('A', {});
      await client.reconfigure({ groupedInterval: 'quarterly' });
      const { id: quarterly } = await purchase('B', {});

      expect((await client.transaction(id)).events).toHaveLength(1);
      expect((await client.transaction(quarterly)).events).toHaveLength(1);
    });

    it('leave out what was voided', async () => {
      await from('2026-02-20T10:00:00Z');
      const voided = await purchase('A');
      const kept = await purchase('B');
      await client.api('POST', `/transactions/${voided.id}/void`);

      await from('2026-03-02T10:00:00Z');

      expect(numberOf(await client.transaction(voided.id))).toBeUndefined();
      expect((await client.transaction(voided.id)).status).toBe('AUTHORIZATION_VOIDED');
      expect(numberOf(await client.transaction(kept.id))).toBeDefined();
    });
  });

  describe('when a control ends the period', () => {
    it('become invoices that carry the day they would have had', async () => {
      await from('2026-01-20T10:00:00Z');
      const one = await purchase('A');
      const two = await purchase('B');

      const { invoices } = (await closePeriod()).body;

      expect(invoices).toEqual([
        expect.objectContaining({ date: '2026-02-02', dueDate: '2026-02-16', transactionIds: [one.id, two.id] }),
      ]);
      const { events } = await client.transaction(two.id);
      expect(events[1]).toMatchObject({
        event: 'INITIATE_CAPTURE',
        metadata: { 'kravia:payment_details:kid': invoices[0]!.kid, 'kravia:invoice_due_date': '2026-02-16' },
      });
    });

    it('leave out what belongs to the other interval', async () => {
      await from('2026-02-20T10:00:00Z', { groupedInterval: 'quarterly' });
      const { id } = await purchase('B');

      expect((await closePeriod('monthly')).body.invoices).toEqual([]);
      const { invoices } = (await closePeriod('quarterly')).body;

      expect(invoices).toEqual([expect.objectContaining({ date: '2026-04-01', transactionIds: [id] })]);
      expect((await closePeriod('quarterly')).body.invoices).toEqual([]);
    });
  });

  describe('when the debtor pays the common invoice', () => {
    const captured = async (id: string): Promise<number> =>
      (await client.transaction(id)).events
        .filter(({ event }) => event === 'CAPTURE')
        .reduce((sum, { amount }) => sum + amount, 0);

    const small = (reference: string, amount: number) =>
      purchase(reference, { amount, items: [{ line_id: '1', description: 'x', quantity: 1, amount, vat: 25 }] });

    it.each([
      ['oldest-first', [25_000, 15_000]],
      ['proportional', [16_000, 24_000]],
    ])('its part payment is spread %s, and what is too much is sent back', async (paymentSpread, parts) => {
      await client.reconfigure({ paymentSpread } as object);
      const [one, two] = [await small('A', 25_000), await small('B', 37_500)];
      const { invoices } = (await closePeriod()).body;
      const pay = (amountMinor: number) =>
        client.control('POST', `/invoices/${invoices[0]!.number}/payments`, { amountMinor });

      await pay(40_000);
      expect([await captured(one.id), await captured(two.id)]).toEqual(parts);

      const { returnedMinor } = (await pay(30_000)).raw as { returnedMinor: number };
      expect(returnedMinor).toBe(7500);
      expect([await captured(one.id), await captured(two.id)]).toEqual([25_000, 37_500]);
      expect((await client.transaction(two.id)).status).toBe('CAPTURED');
      expect((await pay(1)).status).toBe(409);
    });
  });
});
