import type { ReportAnswer, SettlementAnswer } from './support/answers.js';
import { Client } from './support/client.js';
import { pdfTexts } from './support/pdf-text.js';
import { Settling, SETTLEMENTS } from './support/settling.js';

describe('downloading a settlement', () => {
  const client = Client.forTheseTests();
  const settling = new Settling(client);

  beforeEach(() => settling.paidInvoice(161_250));

  it('goes through a signed address that refuses the token', async () => {
    const { body } = await settling.settle();

    const { url } = (await settling.download(body, 'json')).body;

    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
    expect(((await (await fetch(url)).json()) as ReportAnswer).amount).toBe(160_444);
  });

  it('redirects, or gives the file itself', async () => {
    const redirecting = (await settling.settle({ downloadStyle: 'redirect' })).body;
    await settling.paidInvoice(1000, 'SO-2');
    const inline = (await settling.settle({ downloadStyle: 'inline' })).body;

    expect((await settling.download(redirecting, 'json')).status).toBe(302);
    expect((await settling.download(inline, 'json')).body.amount).toBe(995);
  });

  it('gives the file as a JSON string, a PDF in base64', async () => {
    const { body } = await settling.settle({ downloadStyle: 'string' });

    expect((await settling.download(body, 'json')).raw).toContain('"amount":160444');
    const pdf = Buffer.from((await settling.download(body, 'pdf')).raw as string, 'base64');
    expect(pdfTexts(pdf)).toContain('1604.44');
  });

  it('has the same lines as CSV and XML', async () => {
    const { body } = await settling.settle({ downloadStyle: 'string' });

    const csv = ((await settling.download(body, 'csv')).raw as string).split('\r\n');
    const xml = (await settling.download(body, 'xml')).raw as string;

    expect(csv[1]).toMatch(/^settlement;T11223344\.\w+;SO-1;[\d-]+;NOK;1612\.50;0\.00;-8\.06;0\.00;1604\.44$/);
    expect(xml).toContain(
      '<TransactionCapture>1612.50</TransactionCapture><TransactionRefund>0.00</TransactionRefund>',
    );
    expect(xml).toContain('<TransactionFee>8.06</TransactionFee>');
  });

  it('may bring the JSON later than the rest', async () => {
    const { body } = await settling.settle({ jsonDelayMs: 60_000 });
    const item = async () => (await client.api('GET', SETTLEMENTS)).body.items[0]!;
    const extensions = (settlement: SettlementAnswer) => settlement.attachments.map((each) => each.extension);
    expect(extensions(await item())).toEqual(['csv', 'xml', 'pdf']);
    expect((await client.api('GET', `${SETTLEMENTS}/${body.id}/attachments/at1`)).status).toBe(404);

    await client.advance(60);

    const later = await item();
    expect(extensions(later)).toEqual(['json', 'csv', 'xml', 'pdf']);
    expect(later.updated_at > body.updated_at).toBe(true);
  });

  it('knows no other attachment', async () => {
    const { body } = await settling.settle();

    expect((await client.api('GET', `${SETTLEMENTS}/${body.id}/attachments/at9`)).status).toBe(404);
    expect((await client.api('GET', `${SETTLEMENTS}/nothing/attachments/at1`)).status).toBe(404);
  });
});
