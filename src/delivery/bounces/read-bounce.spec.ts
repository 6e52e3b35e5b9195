import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bounceClass } from '../../domain/delivery/bounce.js';
import { tokensIn } from '../../domain/delivery/return-address.js';
import { projectRoot } from '../../platform/config/project-root.js';
import { readReturnedMail } from './read-bounce.js';

const TOKEN = '3f-0123456789abcdef01234567';

function fixture(name: string): Buffer {
  const text = readFileSync(join(projectRoot(), 'test', 'fixtures', 'bounces', `${name}.eml`), 'utf8');
  return Buffer.from(text.replaceAll(/\r?\n/g, '\r\n'));
}

describe('a returned mail', () => {
  it.each([
    ['postfix', 'report', 'hard', '5.1.1'],
    ['exchange', 'report', 'hard', '5.1.10'],
    ['gmail', 'report', 'hard', '5.7.26'],
    ['qmail', 'unstructured', 'hard', '5.1.1'],
    ['exim-words-only', 'unstructured', 'hard', null],
    ['broken-encoding', 'unstructured', 'hard', '5.1.1'],
    ['delayed', 'report', 'soft', '4.4.1'],
    ['expired', 'report', 'gave-up', '4.4.1'],
  ])('of %s is a %s that says %s, status %s', async (name, kind, found, status) => {
    const mail = await readReturnedMail(fixture(name));

    expect(mail.kind).toBe(kind);
    expect(mail.recipients.map(bounceClass)).toEqual([found]);
    expect(mail.recipients[0]?.status).toBe(status);
    expect(tokensIn('bounces+TOKEN@nordic.example', mail.text)).toEqual([TOKEN]);
  });

  it.each([
    ['vacation', 'auto-reply'],
    ['complaint', 'complaint'],
    ['reply', 'other'],
  ])('that is a %s says nothing of delivery', async (name, kind) => {
    expect(await readReturnedMail(fixture(name))).toMatchObject({ kind, recipients: [] });
  });

  it('names the recipient, and what the server said in its own words', async () => {
    const { recipients } = await readReturnedMail(fixture('postfix'));

    expect(recipients).toEqual([
      {
        addresses: ['ap@fjordtest.example', 'ap@fjordtest.example'],
        action: 'failed',
        status: '5.1.1',
        diagnostic:
          '550 5.1.1 <ap@fjordtest.example>: Recipient address rejected: User unknown in virtual mailbox table',
      },
    ]);
  });

  it('speaks of each recipient apart', async () => {
    const { recipients } = await readReturnedMail(fixture('two-recipients'));

    expect(recipients.map(({ addresses, status }) => [addresses, status])).toEqual([
      [['archive@nordic.example'], '5.2.2'],
      [['ap@fjordtest.example'], '2.0.0'],
    ]);
    expect(recipients.map(bounceClass)).toEqual(['hard', null]);
  });

  it('is still read when it was cut off in the middle, or is no mail at all', async () => {
    const whole = fixture('postfix');
    const cut = await readReturnedMail(whole.subarray(0, whole.indexOf('Content-Description: Undelivered')));

    expect(cut.recipients.map(bounceClass)).toEqual(['hard']);
    expect(await readReturnedMail(Buffer.alloc(0))).toMatchObject({ kind: 'other', recipients: [] });
    expect(await readReturnedMail(Buffer.from([0, 255, 254, 10, 13, 58]))).toMatchObject({ recipients: [] });
  });
});
