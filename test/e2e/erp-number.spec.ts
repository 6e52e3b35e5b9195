import { jest } from '@jest/globals';
import { control, eventually } from '../support/api.js';
import { fakturabro } from '../support/cli.js';
import { ADMIN_KEY } from '../support/connector.js';
import { DinteroAccount } from '../support/dintero-account.js';
import { Mission } from '../support/mission.js';
import { smallOrder } from '../support/orders.js';

jest.setTimeout(60_000);

const KRAVIA = { invoice: { channel: 'kravia' } };

let mission: Mission;
let account: DinteroAccount;

beforeAll(async () => {
  mission = await Mission.start();
  account = await DinteroAccount.logIn(mission.installation);
});

afterAll(() => mission.close());

describe('the number an invoice has in the ERP', () => {
  it('goes out with the invoice when the order brings it', async () => {
    await mission.api.post('orders', smallOrder('N-1', 12_500, { invoice: { channel: 'kravia', number: 'F-1001' } }));
    await mission.untilState('N-1-1', 'issued');

    expect(await shownAtDintero('N-1-1')).toBe('F-1001');
    expect(await updatesOf('N-1-1')).toEqual([]);
    expect(await mission.api.items('invoices?erpInvoiceNumber=F-1001')).toMatchObject([
      { reference: 'N-1-1', erpInvoiceNumber: 'F-1001' },
    ]);
    expect(await mission.api.get('orders/N-1')).toMatchObject({ invoices: [{ erpInvoiceNumber: 'F-1001' }] });
  });

  it('may come later with the same order, which changes nothing else', async () => {
    await mission.api.post('orders', smallOrder('N-2', 12_500, KRAVIA));
    await mission.untilState('N-2-1', 'issued');
    expect(await shownAtDintero('N-2-1')).toBe('2');
    const numbered = smallOrder('N-2', 12_500, { invoice: { channel: 'kravia', number: 'F-1002' } });
    expect((await mission.api.post('orders', numbered)).status).toBe(200);

    await untilShown('N-2-1', 'F-1002');
    await mission.api.post('orders', numbered);
    expect(await updatesOf('N-2-1')).toEqual([200]);
    expect(await mission.api.items('invoices?orderId=N-2')).toHaveLength(1);
  });

  it('is written once, also when the answer is lost, and stays', async () => {
    await mission.api.post('orders', smallOrder('N-3', 12_500, KRAVIA));
    await mission.untilState('N-3-1', 'issued');
    await control(mission.dintero, 'POST', 'faults', {
      operation: 'transaction.update',
      fault: 'lost-answer',
      times: 1,
      match: { merchantReference: 'N-3-1' },
    });
    const path = 'invoices/N-3-1/erp-number';
    expect((await mission.api.send('PUT', path, { number: ' F-1003 ' })).body).toEqual({
      reference: 'N-3-1',
      erpInvoiceNumber: 'F-1003',
    });
    await untilShown('N-3-1', 'F-1003');
    await mission.api.send('PUT', path, { number: 'F-1003' });
    await mission.api.run('poll-open');

    expect(await updatesOf('N-3-1')).toEqual([200]);
    expect(await mission.invoice('N-3-1')).toMatchObject({ erpInvoiceNumber: 'F-1003' });
  });

  it('can be corrected, by the command line too', async () => {
    const environment = { FAKTURABRO_API_KEY: ADMIN_KEY, FAKTURABRO_URL: mission.connector.url };
    const said = await fakturabro(environment, 'invoice', 'number', 'nordic-supplies', 'N-3-1', 'F-2003');

    expect(said).toMatchObject({ exitCode: 0, stdout: 'N-3-1 is F-2003 in the ERP\n' });
    await untilShown('N-3-1', 'F-2003');
  });

  it('is refused when it is none', async () => {
    for (const number of ['', ' ', 'x'.repeat(101), 7]) {
      expect((await mission.api.send('PUT', 'invoices/N-3-1/erp-number', { number })).status).toBe(422);
    }
    expect((await mission.api.send('PUT', 'invoices/NONE/erp-number', { number: '1' })).status).toBe(404);
  });

  it('is what the ERP answers to the facts, and not what it only repeats', async () => {
    const inErp = (orderId: string): Promise<unknown> => {
      const order = smallOrder(orderId, 12_500, KRAVIA);
      return control(mission.erp, 'PUT', `nordic-supplies/orders/${orderId}`, order);
    };
    await inErp('N-4');
    await mission.api.post('orders', smallOrder('N-4', 12_500, KRAVIA));
    await untilTold('N-4', 'issued');
    expect(await mission.invoice('N-4-1')).toMatchObject({ erpInvoiceNumber: null });

    await control(mission.erp, 'PUT', 'merchants/nordic-supplies', { invoiceNumberPrefix: 'ERP-' });
    await inErp('N-5');
    await mission.api.post('orders', smallOrder('N-5', 12_500, KRAVIA));
    await mission.untilState('N-5-1', 'issued');
    await untilShown('N-5-1', 'ERP-1');
    expect(await mission.invoice('N-5-1')).toMatchObject({ erpInvoiceNumber: 'ERP-1' });
  });

  it('is not written on an invoice that is no more', async () => {
    const order = smallOrder('N-6', 12_500, KRAVIA);
    await mission.api.post('orders', order);
    await mission.untilState('N-6-1', 'issued');
    await mission.api.post('orders', { ...order, status: 'cancelled', cause: 'returned' });
    await mission.untilState('N-6-1', 'voided');
    await mission.api.send('PUT', 'invoices/N-6-1/erp-number', { number: 'F-1006' });

    expect(await mission.invoice('N-6-1')).toMatchObject({ erpInvoiceNumber: 'F-1006' });
    expect(await updatesOf('N-6-1')).toEqual([]);
  });
});

interface SentUpdate {
  readonly path: string;
  readonly status: number | null;
}

/** The second reference of the transaction, as Dintero shows it. */
async function shownAtDintero(reference: string): Promise<string> {
  const { transactionId } = await mission.invoice(reference);
  const path = `/transactions/${transactionId}`;
  return (await account.send<{ merchant_reference_2: string }>('GET', path)).merchant_reference_2;
}

async function untilShown(reference: string, number: string): Promise<void> {
  await eventually(
    () => shownAtDintero(reference),
    (shown) => shown === number,
  );
}

/** The status of each update that was sent for this invoice. */
async function updatesOf(reference: string): Promise<(number | null)[]> {
  const { transactionId } = await mission.invoice(reference);
  const { requests } = await control<{ requests: SentUpdate[] }>(
    mission.dintero,
    'GET',
    'requests?operation=transaction.update',
  );
  return requests.filter(({ path }) => path.endsWith(transactionId)).map(({ status }) => status);
}

/** Until the ERP knows this state of the order's invoice. */
async function untilTold(orderId: string, state: string): Promise<void> {
  await eventually(
    () =>
      control<{ invoices: Record<string, { facts: { state: string } }[]> }>(
        mission.erp,
        'GET',
        'nordic-supplies/state',
      ),
    ({ invoices }) => invoices[orderId]?.at(-1)?.facts.state === state,
  );
}
