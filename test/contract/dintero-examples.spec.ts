import type { InvoiceTerms } from '../../src/domain/invoice/invoice-terms.js';
import type { InvoiceRequest } from '../../src/invoicing/invoice-gateway.port.js';
import type { TransactionEventRequest } from '../../src/integrations/dintero/api/events.js';
import type {
  NewProfileSession,
  NewSession,
  OneStepPayment,
  SessionPayment,
} from '../../src/integrations/dintero/types/session.js';
import type { DinteroTransaction } from '../../src/integrations/dintero/types/transaction.js';
import type { OrderChanges } from '../../sandbox/sample-order.js';
import { DinteroBench, invoiceRequest } from '../support/dintero-bench.js';
import { fixture } from '../support/fixtures.js';

/** The examples leave this to the reader. */
const REFERENCE = 'SO-10017-1';

const bench = DinteroBench.forTheseTests();

describe('a request we build says what the documented example says', () => {
  it.each([
    ['to a company', 'pay-b2b.request', company('sub-001'), { product: 'b2b', daysUntilDue: 30 }],
    ['to a person', 'pay-b2c.request', person('item-1'), { product: 'b2c', daysUntilDue: 14 }],
  ] as const)('in one step, %s', async (_whom, name, changes, terms) => {
    const { gateway, merchant } = bench.adapters();
    await gateway.issue(merchant, requestOf(changes, terms));
    const sent = await bench.lastRequest('sessions.pay');

    expect(sent).toMatchObject({ method: 'POST', path: '/v1/sessions/pay' });
    expect(sent.headers).toMatchObject({ 'dintero-feature-toggles': 'strict-success-merchant-reference' });
    expect(sent.body).toMatchObject(exampleOf(name, sent.body));
    // Who the debtor is to the merchant, what the ERP calls it, and who delivers: said beyond the example.
    expect(additions(sent.body, exampleOf(name, sent.body))).toEqual([
      'payment.invoice_channel',
      'session.customer',
      'session.metadata',
      'session.order.items.0.id',
      'session.order.items.0.vat_amount',
      'session.order.merchant_reference_2',
    ]);
  });

  it('in two steps: the session', async () => {
    const { sessions, merchant } = bench.adapters();
    await sessions.open(merchant, requestOf(company('item-1'), { product: 'b2b', daysUntilDue: 30 }), null);
    const { body } = await bench.lastRequest('sessions.create');

    expect(body).toMatchObject(exampleOf('session.request', body));
    expect(additions(body, exampleOf('session.request', body))).toEqual([
      'customer',
      'metadata',
      'order.items.0.id',
      'order.items.0.vat_amount',
      'order.merchant_reference_2',
      'url.return_url',
    ]);
  });

  it.each([
    ['a company', 'session-pay-b2b.request', company('item-1'), { product: 'b2b' }],
    ['a person', 'session-pay-b2c.request', person('item-1'), { product: 'b2c' }],
  ] as const)('in two steps: the payment of %s, to the letter', async (_whom, name, changes, terms) => {
    const { sessions, merchant } = bench.adapters();
    const request = requestOf(changes, terms);
    const { sessionId } = await sessions.open(merchant, request, null);
    await sessions.pay(merchant, sessionId, request);

    expect((await bench.lastRequest('session.pay')).body).toEqual(fixture(name));
  });

  it('about a transaction: the event, to the letter', async () => {
    const { dintero, merchant } = bench.adapters();
    const { id, transaction } = fixture('event.request') as TransactionEventRequest;
    const about: DinteroTransaction = { id, merchant_reference: 'more than is asked for', ...transaction };
    await expect(dintero.events.send(merchant, 'sync_status', about)).rejects.toMatchObject({
      details: { status: 404 },
    });

    expect(await bench.lastRequest('event')).toMatchObject({
      path: '/v1/events/transaction/sync_status',
      body: fixture('event.request'),
    });
    expect(additions((await bench.lastRequest('event')).body, fixture('event.request'))).toEqual([]);
  });
});

describe('a documented request is understood as it is printed', () => {
  it.each(['pay-b2b.request', 'pay-b2c.request'])('%s', async (name) => {
    const { dintero, merchant } = bench.adapters();
    const example = fixture(name) as OneStepPayment;
    const { session } = example;
    const payment = { ...example, session: { ...session, order: { ...session.order, merchant_reference: REFERENCE } } };

    expect(await dintero.payments.payNow(merchant, payment, 'strict-merchant-reference')).toMatchObject({
      status: 'AUTHORIZED',
      payment_product_type: example.payment.payment_product_type,
    });
  });

  it('session.request, and then session-pay-b2b.request', async () => {
    const { dintero, merchant } = bench.adapters();
    const example = fixture('session.request') as NewSession;
    const session = { ...example, order: { ...example.order, merchant_reference: REFERENCE } };
    const { id } = await dintero.sessions.create(merchant, session, { strictAmounts: true });

    const paid = await dintero.payments.paySession(merchant, id, fixture('session-pay-b2b.request') as SessionPayment);
    expect(paid).toMatchObject({ session_id: id, status: 'AUTHORIZED', amount: 29_900 });
  });

  it('sessions-profile.request, with the profile that another page asks for', async () => {
    const { dintero, merchant } = bench.adapters();
    const example = fixture('sessions-profile.request') as NewProfileSession;
    const { id } = await dintero.sessions.createFromProfile(merchant, { ...example, profile_id: 'default' });

    expect(await dintero.sessions.get(merchant, id)).toMatchObject({ order: example.order, url: example.url });
  });

  it('kravia-configuration: three products, each with its own terms', async () => {
    const { dintero, merchant } = bench.adapters();
    const example = fixture('session.request') as NewSession;
    const order = { ...example.order, merchant_reference: REFERENCE };
    const { configuration = {} } = fixture('kravia-configuration') as Pick<NewSession, 'configuration'>;

    await expect(dintero.sessions.create(merchant, { ...example, order, configuration })).resolves.toHaveProperty('id');
  });
});

describe('a documented answer is read', () => {
  it('to a payment: the invoice, and what the debtor pays to', async () => {
    const { gateway, merchant } = bench.adapters();
    await answers('sessions.pay', fixture('pay.response'));
    const issued = await gateway.issue(merchant, requestOf(company('sub-001'), {}));

    expect(issued).toMatchObject({
      transactionId: 'T12345',
      standing: 'accepted',
      facts: { invoiceNumber: 'INV-2026-0001', kid: '300000019497814', iban: 'NO0215063092174', dueDate: '2026-02-14' },
      raw: fixture('pay.response'),
    });
    expect(issued.events.map(({ kind }) => kind)).toEqual(['authorised', 'collection-started']);
  });

  it('to a look after a customer has been at the checkout', async () => {
    const { gateway, merchant } = bench.adapters();
    await answers('transaction.get', fixture('checkout-transaction.response'));

    expect(await gateway.get(merchant, 'T12345')).toMatchObject({
      standing: 'accepted',
      facts: { invoiceNumber: 'A1B2C-000001', invoiceDate: '2026-01-15', dueDate: '2026-01-29' },
    });
  });

  it('to a login; and when that token is refused, another one is asked for', async () => {
    const { gateway, merchant } = bench.adapters();
    await answers('token', fixture('token.response'));
    const before = await bench.callsTo('token');

    expect(await gateway.findByReference(merchant, REFERENCE)).toEqual([]);
    expect((await bench.callsTo('token')) - before).toBe(2);
    expect(await bench.answers('transactions.list')).toEqual({ 200: 1 });
  });

  it('to an event: everything a transaction can hold, and nothing of it is lost', async () => {
    const { dintero, gateway, merchant } = bench.adapters();
    const printed = fixture('event.response') as DinteroTransaction;
    // The page prints a placeholder for the id, and no products at all.
    const answer = { ...printed, id: 'P00000000.465UfBENeLpkBvwmqfTC4k', payment_product_type: 'kravia.invoice_b2b' };
    await answers('event', answer);
    await answers('transaction.get', answer);

    expect(await dintero.events.send(merchant, 'sync_status', answer)).toEqual(answer);
    const read = await gateway.get(merchant, answer.id);
    expect(read).toMatchObject({ status: 'CAPTURED', claimsPaid: true, sessionId: 'P00000000.465U8CUzaPVpneu1wt8Wei' });
    expect(read.events.map(({ name, kind, amount }) => [name, kind, amount?.minor ?? null])).toEqual([
      ['INITIATE', 'other', null],
      ['AUTHORIZE', 'authorised', null],
      ['CAPTURE', 'paid', 59_700n],
      ['CAPTURE', 'paid', 8600n],
    ]);
  });
});

async function answers(operation: string, body: unknown): Promise<void> {
  await bench.sandbox.fault({ operation, fault: 'status', status: 200, body });
}

/** The sale of the examples as an order of the ERP. */
function requestOf(changes: OrderChanges, terms: Partial<InvoiceTerms>): InvoiceRequest {
  return invoiceRequest(REFERENCE, { channel: 'kravia', ...terms }, changes);
}

function company(lineId: string): OrderChanges {
  return {
    ...sale(lineId),
    debtor: {
      name: 'Nordmann AS',
      organizationNumber: '123456789',
      firstName: 'Ola',
      lastName: 'Nordmann',
      email: 'ola@nordmann.no',
      phone: '+4799999999',
      reference: null,
      costCenter: null,
    },
    address: { line1: 'Storgata 1', postalCode: '0151', city: 'Oslo', country: 'NO' },
  };
}

function person(lineId: string): OrderChanges {
  return {
    ...sale(lineId),
    debtor: {
      type: 'person',
      name: 'Kari Nordmann',
      organizationNumber: null,
      firstName: 'Kari',
      lastName: 'Nordmann',
      email: 'kari@example.no',
      phone: '+4798765432',
      reference: null,
      costCenter: null,
    },
    address: { line1: 'Lillegata 5', postalCode: '5003', city: 'Bergen', country: 'NO' },
  };
}

function sale(lineId: string): OrderChanges {
  const line = {
    lineId,
    description: `Line ${lineId}`,
    quantity: '1',
    amount: 29_900,
    vatRate: '25',
    vatAmount: 5980,
    vatCode: '3',
  };
  return { totalAmount: 29_900, vatAmount: 5980, lines: [line] };
}

/** The example with our own reference and callback address in their places. */
function exampleOf(name: string, sent: unknown): Record<string, unknown> {
  const text = JSON.stringify(fixture(name)).replace('<your-unique-id-here>', REFERENCE);
  const ours = /"callback_url":"([^"]+)"/.exec(JSON.stringify(sent))?.[1] ?? '';
  return JSON.parse(text.replace('https://example.com/callback', ours)) as Record<string, unknown>;
}

/** Where `sent` says more than `example`, in alphabetical order. */
function additions(sent: unknown, example: unknown, path = ''): string[] {
  if (typeof sent !== 'object' || sent === null || typeof example !== 'object' || example === null) return [];
  const known = new Map(Object.entries(example));
  return Object.entries(sent)
    .flatMap(([name, value]) =>
      known.has(name) ? additions(value, known.get(name), `${path}${name}.`) : [`${path}${name}`],
    )
    .toSorted();
}
