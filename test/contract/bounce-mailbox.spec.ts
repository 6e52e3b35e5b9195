import { readFileSync } from 'node:fs';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import type { MailboxPosition } from '../../src/delivery/bounces/bounce-mailbox.port.js';
import { ProviderRejected, ProviderUnavailable } from '../../src/domain/errors.js';
import type { BounceMailboxSettings } from '../../src/domain/merchant.js';
import { Secret } from '../../src/domain/secret.js';
import { ImapBounceMailbox } from '../../src/integrations/imap/imap-bounce-mailbox.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { Client } from '../sandbox/support/client.js';

const mailbox = new ImapBounceMailbox();
let client: Client;
let transport: Transporter;

beforeAll(async () => {
  client = await Client.start();
  transport = createTransport({ host: '127.0.0.1', port: client.sandbox.smtpPort, ignoreTLS: true, pool: true });
});

beforeEach(() => fetch(`${client.sandbox.mailboxUrl}/api/messages`, { method: 'DELETE' }));

afterAll(async () => {
  transport.close();
  await client.close();
});

function settings(changes: Partial<BounceMailboxSettings> = {}): BounceMailboxSettings {
  return {
    host: '127.0.0.1',
    port: client.sandbox.imapPort,
    tls: 'none',
    user: new Secret('bounces@nordic.example'),
    password: new Secret('sandbox-mail-password'),
    folder: 'INBOX',
    moveTo: null,
    ...changes,
  };
}

async function send(subject: string, to = 'bounces+1@nordic.example', text = 'back'): Promise<void> {
  await transport.sendMail({ envelope: { from: '', to: [to] }, from: 'mta@x.example', to, subject, text });
}

/** The subjects handed over, and where the reading came to; takes what `isOurs` says. */
async function read(
  since: MailboxPosition | null = null,
  isOurs: (subject: string) => boolean = () => true,
  changes: Partial<BounceMailboxSettings> = {},
) {
  const subjects: string[] = [];
  const reading = await mailbox.read(settings(changes), since, ({ raw }) => {
    const subject = /^Subject: (.*)$/m.exec(raw.toString('latin1'))?.[1]?.trim() ?? '';
    subjects.push(subject);
    return Promise.resolve(isOurs(subject));
  });
  return { ...reading, subjects };
}

describe('a mailbox for bounces', () => {
  it('hands over what was sent to its address, oldest first, and only what is new the next time', async () => {
    await send('one');
    await send('two', 'Bounces+abc@Nordic.example');
    await send('not ours', 'someone@nordic.example');

    const first = await read();
    expect(first).toMatchObject({ subjects: ['one', 'two'], looked: 2, taken: 2, isMore: false });

    expect(await read(first.position)).toMatchObject({ subjects: [], looked: 0, position: first.position });
    await send('three');
    expect((await read(first.position)).subjects).toEqual(['three']);
  });

  it('is empty before anything was sent', async () => {
    expect(await read()).toMatchObject({ subjects: [], position: { lastUid: 0 }, isMore: false });
  });

  it('moves what was taken, into a folder that is made for it, and leaves the rest where it is', async () => {
    await send('bounce');
    await send('a question from a person');
    const moving = { moveTo: 'Read/by Fakturabro' };

    await read(null, (subject) => subject === 'bounce', moving);

    expect((await read()).subjects).toEqual(['a question from a person']);
    expect((await read(null, () => true, { folder: 'Read/by Fakturabro' })).subjects).toEqual(['bounce']);
  });

  it('is read in parts', async () => {
    for (let n = 1; n <= 27; n += 1) await send(`m${n}`);

    const first = await read();
    const second = await read(first.position);

    expect([first.looked, first.isMore]).toEqual([25, true]);
    expect([second.subjects, second.isMore]).toEqual([['m26', 'm27'], false]);
  });

  it('is read from the beginning when the server has numbered it anew', async () => {
    await send('before');
    const { position } = await read();
    await fetch(`${client.sandbox.mailboxUrl}/api/messages`, { method: 'DELETE' });
    await send('after');

    const again = await read(position);

    expect(again.subjects).toEqual(['after']);
    expect(again.position.uidValidity).not.toBe(position.uidValidity);
  });

  it('gives no more of a message than is kept', async () => {
    await send('large', 'bounces+1@nordic.example', 'x'.repeat(70).concat('\r\n').repeat(20_000));
    const sizes: number[] = [];

    await mailbox.read(settings(), null, ({ raw }) => {
      sizes.push(raw.length);
      return Promise.resolve(true);
    });

    expect(sizes).toEqual([1024 * 1024]);
  });
});

describe('a mailbox that cannot be read', () => {
  it.each<[string, () => Partial<BounceMailboxSettings>, unknown]>([
    ['the password is wrong', () => ({ password: new Secret('wrong') }), ProviderRejected],
    ['the folder does not exist', () => ({ folder: 'Nowhere' }), ProviderRejected],
    ['nobody listens', () => ({ port: 1 }), ProviderUnavailable],
    ['it offers no STARTTLS, which is demanded', () => ({ tls: 'starttls' }), ProviderUnavailable],
    ['it speaks no TLS', () => ({ tls: 'implicit' }), ProviderUnavailable],
  ])('says whether trying again can help: %s', async (_, changes, kind) => {
    const error = await read(null, () => true, changes()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(kind);
    expect(JSON.stringify([(error as Error).message, error])).not.toContain('sandbox-mail-password');
  });

  it('was cut off before a message was marked: it is handed over again', async () => {
    await send('one');
    await client.fault({ operation: 'imap.store', fault: 'lost-answer' });

    await expect(read()).rejects.toBeInstanceOf(ProviderUnavailable);

    expect((await read()).subjects).toEqual(['one']);
  });
});

describe('a mailbox behind TLS', () => {
  const certificate = readFileSync(join(projectRoot(), 'test', 'fixtures', 'tls', 'localhost.crt'));
  const key = readFileSync(join(projectRoot(), 'test', 'fixtures', 'tls', 'localhost.key'));
  const trusted = getCACertificates('default');
  const front = createServer({ cert: certificate, key }, (socket) => {
    const behind = connect(client.sandbox.imapPort, '127.0.0.1');
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.pipe(other);
    }
  });

  beforeAll(() => new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    setDefaultCACertificates(trusted);
    front.close();
  });

  const secured = (): Partial<BounceMailboxSettings> => ({
    host: 'localhost',
    tls: 'implicit',
    port: (front.address() as AddressInfo).port,
  });

  it('is not read when its certificate is not trusted', async () => {
    const error = await read(null, () => true, secured()).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ProviderUnavailable);
    expect((error as ProviderUnavailable).details).toEqual({ imapCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is read when it is', async () => {
    setDefaultCACertificates([...trusted, certificate.toString()]);
    await send('one');

    expect((await read(null, () => true, secured())).subjects).toEqual(['one']);
  });
});
