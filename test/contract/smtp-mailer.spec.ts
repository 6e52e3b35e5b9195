import type { OutgoingMail } from '../../src/delivery/mailer.port.js';
import { ProviderRejected, ProviderUnavailable } from '../../src/domain/errors.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { SmtpMailer } from '../../src/integrations/smtp/smtp-mailer.js';
import { call, Client } from '../sandbox/support/client.js';
import { nordicSupplies } from '../support/sandbox-merchant.js';

const DEBTOR = 'ap@fjordtest.example';
const ARCHIVE = 'archive@nordic.example';

const mailer = new SmtpMailer();
let client: Client;
let merchant: Merchant;

beforeAll(async () => {
  client = await Client.start();
  const smtp = { host: '127.0.0.1', port: client.sandbox.smtpPort, secure: false, user: null, password: null };
  merchant = nordicSupplies({ delivery: { smtp, bcc: [ARCHIVE] } });
});

beforeEach(() => call('DELETE', `${client.sandbox.mailboxUrl}/api/messages`));

afterAll(async () => {
  mailer.onApplicationShutdown();
  await client.close();
});

function mail(changes: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    to: [DEBTOR],
    subject: 'Faktura',
    text: 'Hei',
    html: '<p>Hei</p>',
    messageId: '<m1@nordic.example>',
    attachments: [],
    returnAddress: null,
    withBlindCopies: true,
    ...changes,
  };
}

async function received() {
  const { body } = await call('GET', `${client.sandbox.mailboxUrl}/api/messages`);
  return body.messages.map(({ envelope }) => envelope);
}

function refuse(recipient: string, fault = 'reject') {
  return client.fault({ operation: 'smtp.rcpt', fault, match: { recipient } });
}

describe('the envelope of an e-mail', () => {
  it('has the return address of this mail as its sender, and the blind copies among its recipients', async () => {
    await mailer.send(merchant, mail({ returnAddress: 'bounces+1-abc@nordic.example' }));

    expect(await received()).toEqual([{ from: 'bounces+1-abc@nordic.example', to: [DEBTOR, ARCHIVE] }]);
  });

  it('has the address of the sender where nobody looks for bounces', async () => {
    await mailer.send(merchant, mail());

    expect(await received()).toEqual([{ from: 'faktura@nordic-supplies.example', to: [DEBTOR, ARCHIVE] }]);
  });
});

describe('a recipient that is refused', () => {
  it('is a refusal also when the blind copy was taken: the debtor has nothing', async () => {
    await refuse(DEBTOR);

    const error = await mailer.send(merchant, mail()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ProviderRejected);
    expect((error as ProviderRejected).details).toEqual({ smtpCode: 550, command: 'RCPT TO' });
    expect(await received()).toMatchObject([{ to: [ARCHIVE] }]);
  });

  it('is worth another try when the server says so', async () => {
    await refuse(DEBTOR, 'greylist');

    await expect(mailer.send(merchant, mail())).rejects.toBeInstanceOf(ProviderUnavailable);
  });

  it('does not matter when it is only the blind copy', async () => {
    await refuse(ARCHIVE);

    expect((await mailer.send(merchant, mail())).answer).toMatch(/^250/);
    expect(await received()).toMatchObject([{ to: [DEBTOR] }]);
  });
});
