import { OutcomeUnknown, ProviderRejected } from '../../src/domain/errors.js';
import type { InvoiceTerms } from '../../src/domain/invoice/invoice-terms.js';
import { isUnchanged, type ProviderTransaction } from '../../src/domain/invoice/provider-transaction.js';
import { type Adapters, DinteroBench, invoiceRequest } from '../support/dintero-bench.js';
import type { OrderChanges } from '../../sandbox/sample-order.js';
import { withCode } from '../support/with-code.js';

const A_PERSON: OrderChanges = { debtor: { type: 'person', organizationNumber: null } };

const bench = DinteroBench.forTheseTests();

describe('issuing', () => {
  it.each<[terms: Partial<InvoiceTerms>, changes: OrderChanges]>([
    [{ product: 'b2b', channel: 'merchant' }, {}],
    [{ product: 'b2b', channel: 'kravia' }, {}],
    [{ product: 'b2c', channel: 'merchant' }, A_PERSON],
    [{ product: 'b2c', channel: 'kravia' }, A_PERSON],
  ])('gives an invoice, and with collection everything the debtor must know: %j', async (terms, changes) => {
    const { gateway, merchant } = bench.adapters();
    const issued = await gateway.issue(merchant, invoiceRequest('SO-1', terms, changes));

    expect(issued).toMatchObject({
      reference: 'SO-1',
      status: 'AUTHORIZED',
      standing: 'accepted',
      product: terms.product,
      refusal: null,
      claimsPaid: false,
      facts: { channel: terms.channel },
    });
    expect(issued.amount.minor).toBe(161_250n);
    expect(kindsOf(issued)).toContain('authorised');

    // Kravia collects what it delivers itself from the start.
    if (terms.channel === 'merchant') await gateway.startCollection(merchant, issued, 'SO-1-capture');
    const { facts } = await gateway.get(merchant, issued.transactionId);
    expect(facts.bankAccount).toBe('15063092174');
    expect(Object.entries(facts).filter(([, fact]) => fact === null)).toEqual([]);
  });

  it('sends our reference, the order number and who we are', async () => {
    const { gateway, merchant } = bench.adapters();
    const { transactionId } = await gateway.issue(merchant, invoiceRequest('SO-1'));

    expect(await bench.sandbox.transaction(transactionId)).toMatchObject({
      merchant_reference: 'SO-1',
      merchant_reference_2: '10017',
      initiating_system_request_headers: { 'dintero-system-name': 'fakturabro' },
    });
  });

  it.each([
    ['FAILED, and may be tried again', 'refused', false],
    ['DECLINED, and must not be repeated', 'declined', true],
  ])('is answered by the provider’s refusal: %s', async (_what, alias, final) => {
    const { gateway, merchant } = bench.adapters();
    const request = invoiceRequest('SO-1', {}, { debtor: { email: `ap+${alias}@fjordtest.example` } });
    const answer = await gateway.issue(merchant, request);

    expect(answer).toMatchObject({ standing: 'refused', refusal: { final } });
    expect(answer.refusal?.message).not.toBe('');
  });

  it('is undecided while the provider still thinks', async () => {
    const { gateway, merchant } = bench.adapters();
    const request = invoiceRequest('SO-1', {}, { debtor: { email: 'ap+pending@fjordtest.example' } });
    const { transactionId, standing } = await gateway.issue(merchant, request);
    await bench.sandbox.advance(5);

    expect([standing, (await gateway.get(merchant, transactionId)).standing]).toEqual(['pending', 'accepted']);
  });

  it('is rejected with the provider’s reason when the request is not valid', async () => {
    const { gateway, merchant } = bench.adapters();
    const refused = gateway.issue(merchant, invoiceRequest('SO 1 with spaces'));

    await expect(refused).rejects.toThrow(ProviderRejected);
    await expect(refused).rejects.toThrow(/merchant_reference/);
  });

  it('is refused a second time under the same reference, so there is one invoice', async () => {
    const { gateway, merchant } = bench.adapters();
    await gateway.issue(merchant, invoiceRequest('SO-1'));

    await expect(gateway.issue(merchant, invoiceRequest('SO-1'))).rejects.toThrow(ProviderRejected);
    expect(await gateway.findByReference(merchant, 'SO-1')).toHaveLength(1);
    expect((await bench.sandbox.state()).invoicedTwice).toEqual([]);
  });

  it('may be repeated under the same reference after a failure', async () => {
    const { gateway, merchant } = bench.adapters();
    await gateway.issue(merchant, invoiceRequest('SO-1', {}, { debtor: { email: 'ap+refused@fjordtest.example' } }));
    await bench.sandbox.advance(2 * 86_400);

    expect(await gateway.issue(merchant, invoiceRequest('SO-1'))).toMatchObject({ standing: 'accepted' });
  });
});

describe('an issue call without an answer', () => {
  it.each([
    ['the answer was lost', { fault: 'lost-answer' }, false, 1],
    ['it came too late', { fault: 'timeout-after-success' }, false, 1],
    ['the connection was cut before the work', { fault: 'refuse-before' }, false, 0],
    ['the work was done and a 500 came', { fault: 'status-after-success', status: 500 }, true, 1],
    [
      'the work was done and a gateway’s page came',
      { fault: 'status-after-success', status: 504, html: true },
      true,
      1,
    ],
    ['nothing was done and a 500 came', { fault: 'status', status: 500 }, true, 0],
  ])('may have happened, and a look tells: %s', async (_what, fault, answered, invoices) => {
    const { gateway, merchant } = bench.adapters();
    await bench.sandbox.fault({ operation: 'sessions.pay', ...fault });
    const call = gateway.issue(merchant, invoiceRequest('SO-1'));

    await expect(call).rejects.toThrow(OutcomeUnknown);
    await expect(call).rejects.toMatchObject({ answered });
    const found = await gateway.findByReference(merchant, 'SO-1');
    expect(found.map(({ standing }) => standing)).toEqual(Array.from({ length: invoices }, () => 'accepted'));
    expect(await bench.callsTo('sessions.pay')).toBe(1);
  });
});

describe('finding by reference', () => {
  it('gives exactly what has that reference, in any state, with all its events', async () => {
    const { gateway, merchant } = bench.adapters();
    await gateway.issue(merchant, invoiceRequest('SO-1', {}, { debtor: { email: 'ap+refused@fjordtest.example' } }));
    await bench.sandbox.advance(2 * 86_400);
    const { transactionId } = await gateway.issue(merchant, invoiceRequest('SO-1'));
    await gateway.issue(merchant, invoiceRequest('SO-11'));
    const found = await gateway.findByReference(merchant, 'SO-1');

    expect(found.map(({ standing }) => standing).toSorted()).toEqual(['accepted', 'refused']);
    expect(kindsOf(found.find((transaction) => transaction.transactionId === transactionId))).toContain('authorised');
    expect(await gateway.findByReference(merchant, 'SO-2')).toEqual([]);
  });

  it('looks through every page, because the filter may find more than was asked for', async () => {
    const { gateway, merchant } = bench.adapters();
    const refused = invoiceRequest('SO-1', {}, { debtor: { email: 'ap+declined@fjordtest.example' } });
    // One after the other: a hundred at once would measure the machine against the client's timeout.
    for (let made = 0; made < 101; made += 1) await gateway.issue(merchant, refused);

    expect(await gateway.findByReference(merchant, 'SO-1')).toHaveLength(101);
  });
});

describe('a glance at many transactions', () => {
  it('shows which of them changed since they were read', async () => {
    const { gateway, merchant } = bench.adapters();
    const read = await Promise.all(
      ['SO-1', 'SO-2', 'SO-3'].map((reference) => gateway.issue(merchant, invoiceRequest(reference))),
    );
    const [, second] = read;
    if (second) await gateway.startCollection(merchant, second, 'SO-2-capture');
    const seen = await gateway.glance(
      merchant,
      read.map(({ transactionId }) => transactionId),
    );

    const changed = seen.filter(({ transactionId, stamp }) => {
      const before = read.find((transaction) => transaction.transactionId === transactionId);
      return !isUnchanged(stamp, before?.stamp ?? null);
    });
    expect(seen).toHaveLength(3);
    expect(changed.map(({ transactionId }) => transactionId)).toEqual([second?.transactionId]);
  });
});

describe('starting collection', () => {
  it('leaves the invoice open, and shows as an event that it has begun', async () => {
    const { adapters, issued } = await anInvoice();
    await adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture');
    const after = await adapters.gateway.get(adapters.merchant, issued.transactionId);

    expect(kindsOf(after)).toContain('collection-started');
    expect(after).toMatchObject({ status: 'AUTHORIZED', claimsPaid: false });
  });

  it('is taken by the provider before it is done', async () => {
    await bench.sandbox.reconfigure({ captureStatus: 202 });
    const { adapters, issued } = await anInvoice();
    await expect(adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture')).resolves.toBeUndefined();
    await bench.sandbox.advance(60);

    expect(kindsOf(await adapters.gateway.get(adapters.merchant, issued.transactionId))).toContain(
      'collection-started',
    );
  });

  it('is unknown after a lost answer, and a look shows that it has begun', async () => {
    const { adapters, issued } = await anInvoice();
    await bench.sandbox.fault({ operation: 'capture', fault: 'lost-answer' });

    await expect(adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture')).rejects.toThrow(
      withCode('NO_ANSWER'),
    );
    expect(kindsOf(await adapters.gateway.get(adapters.merchant, issued.transactionId))).toContain(
      'collection-started',
    );
  });

  it('is refused a second time', async () => {
    const { adapters, issued } = await anInvoice();
    await adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture');

    await expect(adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture')).rejects.toThrow(
      ProviderRejected,
    );
  });

  it('ends in payments, each an event with its amount; the status alone is no payment', async () => {
    const { adapters, issued } = await anInvoice();
    await adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture');
    await pay(issued, 100_000);
    const partly = await adapters.gateway.get(adapters.merchant, issued.transactionId);
    await pay(issued, 61_250);
    const paid = await adapters.gateway.get(adapters.merchant, issued.transactionId);

    expect([paymentsOf(partly), partly.claimsPaid]).toEqual([[100_000n], false]);
    expect([paymentsOf(paid), paid.claimsPaid]).toEqual([[100_000n, 61_250n], true]);
    expect(new Set(paid.events.map(({ key }) => key)).size).toBe(paid.events.length);
  });
});

describe('voiding', () => {
  it('ends the invoice, and shows it as an event', async () => {
    const { adapters, issued } = await anInvoice();
    await adapters.gateway.voidInvoice(adapters.merchant, issued.transactionId);
    const after = await adapters.gateway.get(adapters.merchant, issued.transactionId);

    expect(after.status).toBe('AUTHORIZATION_VOIDED');
    expect(kindsOf(after).filter((kind) => kind === 'voided')).toHaveLength(1);
  });

  it('is refused with a reason once everything is paid', async () => {
    const { adapters, issued } = await anInvoice();
    await adapters.gateway.startCollection(adapters.merchant, issued, 'SO-1-capture');
    await pay(issued, 161_250);

    await expect(adapters.gateway.voidInvoice(adapters.merchant, issued.transactionId)).rejects.toThrow(
      ProviderRejected,
    );
  });

  it('frees the next revision, not the same reference', async () => {
    const { adapters, issued } = await anInvoice();
    const { gateway, merchant } = adapters;
    await gateway.voidInvoice(merchant, issued.transactionId);

    expect(await gateway.issue(merchant, invoiceRequest('SO-1-2'))).toMatchObject({ standing: 'accepted' });
  });
});

async function anInvoice(): Promise<{ adapters: Adapters; issued: ProviderTransaction }> {
  const adapters = bench.adapters();
  return { adapters, issued: await adapters.gateway.issue(adapters.merchant, invoiceRequest('SO-1')) };
}

async function pay({ transactionId }: ProviderTransaction, amountMinor: number): Promise<void> {
  const reply = await bench.sandbox.debtorPays(transactionId, amountMinor, { callback: false });
  if (reply.status >= 300) throw new Error(`The payment was answered ${reply.status}.`);
}

function kindsOf(transaction: ProviderTransaction | undefined): string[] {
  return (transaction?.events ?? []).filter(({ succeeded }) => succeeded).map(({ kind }) => kind);
}

function paymentsOf(transaction: ProviderTransaction): (bigint | undefined)[] {
  return transaction.events.filter(({ kind }) => kind === 'paid').map(({ amount }) => amount?.minor);
}
