import { createHash } from 'node:crypto';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type { MessageAnswer } from './support/answers.js';
import { call, Client, type Reply } from './support/client.js';

describe('the mailbox', () => {
  const client = Client.forTheseTests();
  let transport: Transporter;

  beforeAll(() => {
    transport = createTransport({ host: '127.0.0.1', port: client.sandbox.smtpPort, ignoreTLS: true });
  });
  beforeEach(() => box('DELETE', '/api/messages'));
  afterAll(() => {
    transport.close();
  });

  const box = (method: string, path: string): Promise<Reply> => call(method, `${client.sandbox.mailboxUrl}${path}`);
  const pdf = Buffer.from('%PDF-1.7\nnot much of one');
  const send = (changes: SendMailOptions = {}) =>
    transport.sendMail({
      from: '"Nordic Supplies" <faktura@nordic.example>',
      to: 'ap@fjordtest.example',
      subject: 'Faktura A-1 på æøå',
      text: 'Hei, her er fakturaen.',
      html: '<p>Hei, <script>alert(1)</script></p>',
      headers: { 'X-Fakturabro': 'one' },
      attachments: [{ filename: 'faktura æ.pdf', content: pdf, contentType: 'application/pdf' }],
      ...changes,
    });
  const messages = async (query = '') => (await box('GET', `/api/messages${query}`)).body.messages;

  it('keeps what it receives, with envelope, headers, texts and attachments', async () => {
    await send({ messageId: '<m1@nordic.example>', bcc: 'archive@nordic.example' });

    const { id } = (await messages())[0]!;
    const { body } = await box('GET', `/api/messages/${id}`);

    expect(body).toMatchObject({
      envelope: { from: 'faktura@nordic.example', to: ['ap@fjordtest.example', 'archive@nordic.example'] },
      subject: 'Faktura A-1 på æøå',
      messageId: '<m1@nordic.example>',
      text: expect.stringContaining('her er fakturaen') as unknown,
      html: expect.stringContaining('<script>') as unknown,
      headers: { 'x-fakturabro': 'one' },
      attachments: [
        {
          filename: 'faktura æ.pdf',
          contentType: 'application/pdf',
          size: pdf.length,
          sha256: createHash('sha256').update(pdf).digest('hex'),
        },
      ],
    });
  });

  it('lists the newest first, and those to one recipient', async () => {
    await send({ subject: 'one' });
    await send({ subject: 'two', to: 'Other@fjordtest.example' });

    expect((await messages()).map(({ subject }) => subject)).toEqual(['two', 'one']);
    expect(await messages('?to=other@fjordtest.example')).toHaveLength(1);
    expect(await messages('?to=nobody@fjordtest.example')).toEqual([]);
  });

  it('gives attachments and source as they came', async () => {
    await send();
    const { id } = (await messages())[0]!;
    const { mailboxUrl } = client.sandbox;

    const attachment = await fetch(`${mailboxUrl}/api/messages/${id}/attachments/0`);
    const raw = await box('GET', `/api/messages/${id}/raw`);

    expect(Buffer.from(await attachment.arrayBuffer())).toEqual(pdf);
    expect(attachment.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''faktura%20%C3%A6.pdf");
    expect(raw.body).toContain('X-Fakturabro: one');
    expect((await box('GET', `/api/messages/${id}/attachments/1`)).status).toBe(404);
    expect((await box('GET', '/api/messages/999')).status).toBe(404);
  });

  it('lets an attachment that is no PDF only be downloaded', async () => {
    await send({ attachments: [{ filename: 'x.html', content: '<script>', contentType: 'text/html' }] });
    const { id } = (await messages())[0]!;

    const { headers } = await box('GET', `/api/messages/${id}/attachments/0`);

    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('checks a login when there is one', async () => {
    const login = (pass: string) =>
      createTransport({
        host: '127.0.0.1',
        port: client.sandbox.smtpPort,
        ignoreTLS: true,
        auth: { user: 'sandbox', pass },
      }).sendMail({ from: 'a@b.example', to: 'c@d.example', text: 'x' });

    await expect(login('wrong')).rejects.toMatchObject({ responseCode: 535 });
    await login('sandbox-mail-password');

    expect(await messages()).toHaveLength(1);
  });

  describe('its page', () => {
    it('says what to do while it is empty', async () => {
      expect((await box('GET', '/')).body).toContain(`port ${client.sandbox.smtpPort}`);
    });

    it('shows messages with everything escaped, and their HTML in a sandboxed frame', async () => {
      await send({ subject: '<b>"quoted"</b>', text: '<i>text</i>' });
      const { id } = (await messages())[0]!;

      const list = (await box('GET', '/')).raw as string;
      const { body, headers } = await box('GET', `/messages/${id}`);

      expect(list).toContain('&lt;b&gt;&quot;quoted&quot;&lt;/b&gt;');
      expect(body).not.toContain('<script>');
      expect(body).not.toContain('<i>text');
      expect(body).toContain('<iframe sandbox=""');
      expect(body).toContain('srcdoc="&lt;p&gt;Hei, &lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;"');
      expect(body).toContain(`href="/api/messages/${id}/attachments/0"`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    });

    it('shows a message that has neither subject nor HTML', async () => {
      await send({ subject: undefined, html: undefined, attachments: [] });
      const { id } = (await messages())[0]!;

      expect((await box('GET', `/messages/${id}`)).body).toContain('(no subject)');
    });

    it('answers 404 for a message that is not there', async () => {
      expect((await box('GET', '/messages/999')).status).toBe(404);
    });
  });

  describe('under a fault', () => {
    it.each([
      ['smtp.rcpt', 'reject', 550],
      ['smtp.rcpt', 'greylist', 451],
      ['smtp.data', 'reject', 550],
      ['smtp.data', 'greylist', 451],
    ])('%s: %s is answered %d, once', async (operation, fault, responseCode) => {
      await client.fault({ operation, fault, match: { recipient: 'AP@fjordtest.example' } });
      await send({ to: 'other@fjordtest.example' });

      await expect(send()).rejects.toMatchObject({ responseCode });
      expect(await messages()).toHaveLength(1);

      await send();
      expect(await messages()).toHaveLength(2);
    });

    it('keeps the message although its answer is lost', async () => {
      await client.fault({ operation: 'smtp.data', fault: 'lost-answer' });

      await expect(send()).rejects.toThrow();

      expect(await messages()).toHaveLength(1);
    });

    it('accepts, and sends a bounce back to the envelope sender', async () => {
      await client.fault({ operation: 'smtp.data', fault: 'bounce' });
      await send({ messageId: '<m2@nordic.example>' });

      const bounce = (await messages('?to=faktura@nordic.example'))[0]!;
      const message = (await box('GET', `/api/messages/${bounce.id}`)).raw as MessageAnswer;

      expect(message.envelope.from).toBe('');
      expect(message.headers['content-type']).toContain('multipart/report');
      const raw = (await box('GET', `/api/messages/${bounce.id}/raw`)).raw as string;
      expect(raw).toContain('Final-Recipient: rfc822; ap@fjordtest.example');
      expect(raw).toContain('<m2@nordic.example>');
    });
  });
});
