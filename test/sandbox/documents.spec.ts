import { createHash } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import { Client } from './support/client.js';
import { pdfTexts } from './support/pdf-text.js';

describe('invoice documents', () => {
  const client = Client.forTheseTests();
  let token: string;

  beforeEach(async () => {
    token = await client.fetchToken();
  });

  const get = (url: string, bearer: string | null = null) =>
    fetch(url, { redirect: 'manual', headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` } });
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  const urlOf = async (changes: Parameters<Client['invoice']>[0] = {}): Promise<string> =>
    (await client.invoice(changes)).metadata['kravia:invoice_url'];

  it('serves a real PDF with what the debtor must know, letters and all', async () => {
    const { metadata, events } = await client.invoice({ address: { address_line: 'Prøveveien 1 ÆØÅ' } });
    const { 'kravia:invoice_due_date': dueDate } = events[0]!.metadata;
    const { 'kravia:payment_details:kid': kid } = events[1]!.metadata;

    const response = await get(metadata['kravia:invoice_url']);
    const pdf = await bytesOf(response);

    expect(response.headers.get('content-type')).toBe('application/pdf');
    const document = await PDFDocument.load(pdf);
    expect(document.getPageCount()).toBe(1);
    expect(document.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 });
    expect(pdfTexts(pdf)).toEqual(
      expect.arrayContaining([
        metadata['kravia:invoice_number'],
        dueDate,
        kid,
        '15063092174',
        'Prøveveien 1 ÆØÅ',
        'Vedlikehold på stedet',
        'Å betale NOK',
        '1\u00a0612,50',
        '322,50',
      ]),
    );
  });

  it('goes on to a second page, and prints what a font does not know as a question mark', async () => {
    const items = Array.from({ length: 100 }, (_, index) => ({
      line_id: String(index),
      description: `Vare ${index} 你`,
      quantity: 1.5,
      amount: 1000,
      vat: 25,
    }));

    const pdf = await bytesOf(await get(await urlOf({ order: { items } })));

    expect((await PDFDocument.load(pdf)).getPageCount()).toBeGreaterThan(1);
    expect(pdfTexts(pdf)).toEqual(expect.arrayContaining(['Vare 99 ?', '1,5']));
  });

  it('gives the same bytes every time', async () => {
    const url = await urlOf();
    const hashes = await Promise.all(
      [1, 2].map(async () =>
        createHash('sha256')
          .update(await bytesOf(await get(url)))
          .digest('hex'),
      ),
    );

    expect(hashes[0]).toBe(hashes[1]);
  });

  it('has one document for all purchases of a group', async () => {
    const payment = { payment_product_type: 'kravia.invoice_b2b_grouped' };
    await client.invoice({ payment });
    const { id } = await client.invoice({ payment });
    await client.control('POST', '/groups/close-period', { account: 'T11223344' });

    const pdf = await bytesOf(await get((await client.transaction(id)).metadata['kravia:invoice_url']));

    expect(pdfTexts(pdf)).toContain('3\u00a0225,00');
  });

  it('answers 404 until the PDF has been made', async () => {
    await client.configure({ pdfDelayMs: 5000 });
    const url = await urlOf();
    expect((await get(url)).status).toBe(404);

    await client.advance(5);

    expect((await get(url)).status).toBe(200);
  });

  it('makes a missing PDF appear after sync_invoice_file', async () => {
    await client.configure({ pdfDelayMs: null });
    const { id, metadata } = await client.invoice();
    expect((await get(metadata['kravia:invoice_url'])).status).toBe(404);

    const transaction = {
      payment_product: 'kravia',
      payment_product_type: 'kravia.invoice_b2b',
      amount: 161_250,
      currency: 'NOK',
    };
    await client.api('POST', '/events/transaction/sync_invoice_file', { body: { id, transaction } });

    expect((await get(metadata['kravia:invoice_url'])).status).toBe(200);
  });

  it('redirects to a signed address that takes no Authorization header', async () => {
    await client.configure({ pdfStyle: 'redirect' });

    const first = await get(await urlOf(), token);
    const location = first.headers.get('location')!;

    expect(first.status).toBe(302);
    expect((await get(location, token)).status).toBe(400);
    expect((await get(location.replace(/X-Signature=./, 'X-Signature=_'))).status).toBe(403);
    expect(
      Buffer.from(await bytesOf(await get(location)))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await client.advance(3600);
    expect((await get(location)).status).toBe(403);
  });

  it('wraps the address in JSON, as the files operation does', async () => {
    await client.configure({ pdfStyle: 'envelope' });

    const envelope = (await (await get(await urlOf())).json()) as Record<string, string>;
    const file = await client.api('GET', `/files/${envelope.id!}`, { token: null });

    expect(envelope).toMatchObject({ mime_type: 'application/pdf', name: expect.stringMatching(/\.pdf$/) as unknown });
    expect(file.body).toMatchObject({ id: envelope.id, mime_type: 'application/pdf' });
    expect((await get(file.body.url)).status).toBe(200);
  });

  it('can need the token, or refuse it', async () => {
    const url = await urlOf();
    await client.configure({ pdfAccess: 'needs-bearer' });
    expect([(await get(url)).status, (await get(url, token)).status]).toEqual([401, 200]);
    const foreign = await client.fetchToken('T55667788', 'svenska');
    expect((await get(url, foreign)).status).toBe(403);

    await client.configure({ pdfAccess: 'refuses-bearer' });

    expect([(await get(url)).status, (await get(url, token)).status]).toEqual([200, 403]);
  });

  it('knows no other addresses', async () => {
    expect((await get(`${client.origin}/transaction-attachments/nothing`)).status).toBe(404);
    expect((await get(`${client.origin}/storage/nothing`)).status).toBe(403);
  });

  describe('under a fault', () => {
    const served = async (fault: object): Promise<Response> => {
      const url = await urlOf();
      await client.fault({ operation: 'document', ...fault });
      return get(url);
    };

    it('breaks off in the middle', async () => {
      const pdf = await bytesOf(await served({ fault: 'broken-pdf' }));

      expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
      expect(Buffer.from(pdf).includes('%%EOF')).toBe(false);
    });

    it('is encrypted', async () => {
      await expect(PDFDocument.load(await bytesOf(await served({ fault: 'encrypted-pdf' })))).rejects.toThrow(
        /encrypted/,
      );
    });

    it('is no PDF, whatever its type says', async () => {
      const response = await served({ fault: 'not-pdf' });

      expect(response.headers.get('content-type')).toBe('application/pdf');
      expect(await response.text()).toContain('<!doctype html>');
    });

    it('is huge', async () => {
      expect((await bytesOf(await served({ fault: 'huge' }))).length).toBeGreaterThan(20 * 1024 * 1024);
    });

    it('is missing, once', async () => {
      const url = await urlOf();
      await client.fault({ operation: 'document', fault: 'missing' });

      expect([(await get(url)).status, (await get(url)).status]).toEqual([404, 200]);
    });

    it('redirects anywhere', async () => {
      const response = await served({ fault: 'redirect', url: 'http://169.254.169.254/latest' });

      expect([response.status, response.headers.get('location')]).toEqual([302, 'http://169.254.169.254/latest']);
    });

    it('asks for the token', async () => {
      expect((await served({ fault: 'needs-bearer' })).status).toBe(401);
    });
  });
});
