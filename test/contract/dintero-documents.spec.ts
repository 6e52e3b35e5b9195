import { DOCUMENT_ACCESSES, DOCUMENT_STYLES } from '../../sandbox/dintero/account-settings.js';
import type { FetchedDocument } from '../../src/delivery/invoice-documents.port.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { Canary } from '../support/canary.js';
import { type Adapters, DinteroBench, invoiceRequest } from '../support/dintero-bench.js';
import { withCode } from '../support/with-code.js';

const bench = DinteroBench.forTheseTests();
let canary: Canary;

beforeAll(async () => {
  canary = await Canary.start('%PDF-1.7\n% a file of somebody else');
});

beforeEach(() => {
  canary.forget();
});

afterAll(() => canary.close());

describe('the invoice PDF', () => {
  const ways = DOCUMENT_STYLES.flatMap((style) => DOCUMENT_ACCESSES.map((access) => [style, access] as const));

  it.each(ways)('is fetched when it is served as %s and its address is %s', async (pdfStyle, pdfAccess) => {
    await bench.sandbox.reconfigure({ pdfStyle, pdfAccess });
    const document = await (await anInvoice()).fetch();

    expect(document).toMatchObject({ kind: 'document', sourceHost: new URL(bench.sandbox.origin).host });
    expect(document.kind === 'document' && document.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each(['broken-pdf', 'encrypted-pdf'])('is handed on as it came, for delivery to judge: %s', async (fault) => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault });

    expect(await invoice.fetch()).toMatchObject({ kind: 'document' });
  });

  it('is unusable when something else comes in its place', async () => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault: 'not-pdf' });

    expect(await invoice.fetch()).toMatchObject({
      kind: 'unusable',
      reason: expect.stringMatching(/not a PDF/) as string,
    });
  });

  it('is not kept when it is larger than we take', async () => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault: 'huge' });

    expect(await invoice.fetch()).toMatchObject({
      kind: 'unusable',
      reason: expect.stringMatching(/larger than/) as string,
    });
  });

  it.each([
    ['502 with a page of a gateway', { fault: 'status', status: 502, html: true }, 'PROVIDER_FAULT'],
    ['429', { fault: 'status', status: 429 }, 'RATE_LIMITED'],
    ['a lost answer', { fault: 'lost-answer' }, 'NO_ANSWER'],
  ])('is tried again later after %s', async (_what, fault, code) => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', ...fault });

    await expect(invoice.fetch()).rejects.toMatchObject({ code, retryable: true });
    expect(await invoice.fetch()).toMatchObject({ kind: 'document' });
  });
});

describe('a PDF that is not there yet', () => {
  it('is asked for, and there the next time', async () => {
    await bench.sandbox.reconfigure({ pdfDelayMs: null });
    const invoice = await anInvoice();
    const first = await invoice.fetch();
    await bench.sandbox.advance(60);

    expect(first.kind).toBe('missing');
    expect(await bench.answers('event')).toEqual({ 200: 1 });
    expect(await invoice.fetch()).toMatchObject({ kind: 'document' });
  });

  it('is asked for too when its address answers that there is nothing', async () => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault: 'missing' });

    expect(await invoice.fetch()).toMatchObject({ kind: 'missing' });
    expect(await bench.callsTo('event')).toBe(1);
  });

  it('stays missing, with the reason, when the provider refuses to make it', async () => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault: 'missing' });
    await bench.sandbox.fault({ operation: 'event', fault: 'status', status: 400 });

    expect(await invoice.fetch()).toMatchObject({
      kind: 'missing',
      reason: expect.stringMatching(/asked for it: .*400/) as string,
    });
  });
});

describe('an address that leads elsewhere', () => {
  const elsewhere: [where: string, url: (port: number) => string][] = [
    ['another port of this machine', (port) => `http://127.0.0.1:${port}/`],
    ['this machine by name', (port) => `http://localhost:${port}/`],
    ['this machine by name over https', (port) => `https://localhost:${port}/`],
    ['this machine in other notations', (port) => `https://2130706433:${port}/`],
    ['this machine by its IPv6 address', (port) => `https://[::1]:${port}/`],
    ['this machine inside an IPv6 address', (port) => `https://[::ffff:127.0.0.1]:${port}/`],
    ['a private network', () => 'https://10.0.0.1/invoice.pdf'],
    ['the metadata of a cloud machine', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a file', () => 'file:///etc/passwd'],
  ];

  it.each(elsewhere)('is refused as a redirect: %s', async (_where, url) => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault: 'redirect', url: url(canary.port) });

    await expect(invoice.fetch()).rejects.toThrow(withCode('ADDRESS_REFUSED'));
    expect(canary.connections).toBe(0);
  });

  it.each(elsewhere)('is refused in an envelope: %s', async (_where, url) => {
    const invoice = await anInvoice();
    const body = { url: url(canary.port), mime_type: 'application/pdf' };
    await bench.sandbox.fault({ operation: 'document', fault: 'status', status: 200, body });

    await expect(invoice.fetch()).rejects.toThrow(withCode('ADDRESS_REFUSED'));
    expect(canary.connections).toBe(0);
  });

  it.each([
    ...elsewhere,
    ['a host that is not the provider’s', () => 'https://files.example.com/invoice.pdf'] as const,
  ])('is refused as the address of the document itself: %s', async (_where, url) => {
    const invoice = await anInvoice();
    const metadata = { 'kravia:invoice_url': url(canary.port) };
    await bench.sandbox.fault({
      operation: 'transaction.get',
      fault: 'status',
      status: 200,
      body: { id: invoice.id, status: 'AUTHORIZED', currency: 'NOK', amount: 161_250, metadata },
    });

    await expect(invoice.fetch()).rejects.toThrow(withCode('ADDRESS_REFUSED'));
    expect(canary.connections).toBe(0);
  });

  it('is not even followed to the ERP of the merchant', async () => {
    const invoice = await anInvoice();
    await bench.sandbox.fault({ operation: 'document', fault: 'redirect', url: invoice.merchant.erp.orders?.url });

    await expect(invoice.fetch()).rejects.toThrow(withCode('ADDRESS_REFUSED'));
  });

  it('is followed to a host of the configuration, without our token', async () => {
    const invoice = await anInvoice({ documentHosts: [`127.0.0.1:${canary.port}`] });
    await bench.sandbox.fault({ operation: 'document', fault: 'redirect', url: `http://127.0.0.1:${canary.port}/` });

    expect(await invoice.fetch()).toMatchObject({ kind: 'document', sourceHost: `127.0.0.1:${canary.port}` });
    expect(canary.calls.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('goes round only so often', async () => {
    const invoice = await anInvoice();
    const { metadata } = await bench.sandbox.transaction(invoice.id);
    const url = metadata['kravia:invoice_url'];
    await bench.sandbox.fault({ operation: 'document', fault: 'redirect', url, times: null });

    await expect(invoice.fetch()).rejects.toThrow(withCode('TOO_MANY_REDIRECTS'));
    expect(await bench.callsTo('document')).toBeLessThanOrEqual(7);
  });
});

interface IssuedInvoice {
  readonly id: string;
  readonly merchant: Merchant;
  fetch(): Promise<FetchedDocument>;
}

async function anInvoice(provider: Partial<Merchant['provider']> = {}): Promise<IssuedInvoice> {
  const { gateway, documents, merchant }: Adapters = bench.adapters(provider);
  const { transactionId: id } = await gateway.issue(merchant, invoiceRequest('SO-1'));
  return { id, merchant, fetch: () => documents.fetch(merchant, id) };
}
