import { Webhook } from 'standardwebhooks';
import { Secret } from '../../domain/secret.js';
import { isSignedWebhook, isSigningSecret } from './standard-webhooks.js';

const NOW = new Date('2026-11-20T10:00:00Z');
const secretOf = (text: string): string => `whsec_${Buffer.from(text).toString('base64')}`;
const ours = secretOf('a key of thirty-two bytes, ours!');
const former = secretOf('a key of thirty-two bytes, past!');
const BODY = Buffer.from('{"orderId":"SO-1","name":"Prøve"}');

interface Message {
  readonly secret?: string;
  readonly sentAt?: Date;
  readonly body?: Buffer;
}

/** Headers as the reference library makes them. */
function signed({ secret = ours, sentAt = NOW, body = BODY }: Message = {}): Record<string, string> {
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', sentAt, body.toString()),
  };
}

const accepts = (
  headers: Record<string, string | string[] | undefined>,
  { body = BODY, secrets = [ours] }: { body?: Buffer; secrets?: string[] } = {},
): boolean =>
  isSignedWebhook(
    headers,
    body,
    secrets.map((text) => new Secret(text)),
    NOW,
  );

const secondsFromNow = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('a webhook signed by the Standard Webhooks scheme', () => {
  it('is accepted as the reference library signs it', () => {
    expect(accepts(signed())).toBe(true);
  });

  it('is accepted with the prefix of the secret or without it', () => {
    expect(accepts(signed(), { secrets: [ours.replace('whsec_', '')] })).toBe(true);
  });

  it('is accepted with either of two secrets during a rotation, and with no third', () => {
    expect(accepts(signed({ secret: former }), { secrets: [ours, former] })).toBe(true);
    expect(accepts(signed({ secret: ours }), { secrets: [ours, former] })).toBe(true);
    expect(accepts(signed({ secret: secretOf('a key of a stranger') }), { secrets: [ours, former] })).toBe(false);
  });

  it('is accepted when one of several signatures fits', () => {
    const other = signed({ secret: former })['webhook-signature'] ?? '';
    const own = signed()['webhook-signature'] ?? '';

    expect(accepts({ ...signed(), 'webhook-signature': `v1a,AAAA ${other} ${own}` })).toBe(true);
    expect(accepts({ ...signed(), 'webhook-signature': `v1a,AAAA ${other}` })).toBe(false);
  });

  it('is refused with a wrong secret, and with none', () => {
    expect(accepts(signed({ secret: former }))).toBe(false);
    expect(accepts(signed(), { secrets: [] })).toBe(false);
  });

  it('is refused when a byte of the body, the id or the time was altered', () => {
    expect(accepts(signed(), { body: Buffer.concat([BODY, Buffer.from(' ')]) })).toBe(false);
    expect(accepts(signed(), { body: Buffer.from(BODY.toString().replace('SO-1', 'SO-2')) })).toBe(false);
    expect(accepts({ ...signed(), 'webhook-id': 'msg_2' })).toBe(false);
    expect(accepts({ ...signed(), 'webhook-timestamp': String(NOW.getTime() / 1000 + 1) })).toBe(false);
  });

  it.each([
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ])('sent %d seconds from now: accepted is %p', (seconds, accepted) => {
    expect(accepts(signed({ sentAt: secondsFromNow(seconds) }))).toBe(accepted);
  });

  it('agrees with the reference library on a body that is not text', () => {
    const body = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);

    expect(accepts(signed({ body }), { body })).toBe(false);
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is refused without %s, or with two', (name) => {
    expect(accepts({ ...signed(), [name]: undefined })).toBe(false);
    expect(accepts({ ...signed(), [name]: [signed()[name] ?? '', 'x'] })).toBe(false);
  });

  it.each(['', 'v1', 'v1,', 'v1,AAAA', 'v2,AAAA', 'v1,\u{1F600}', 'a'.repeat(10_000)])(
    'is refused with the signature %j',
    (signature) => {
      expect(accepts({ ...signed(), 'webhook-signature': signature })).toBe(false);
    },
  );

  it.each(['', 'now', '-1', '1e9', '99999999999999', 'NaN', '1795168800.0'])('is refused with the time %j', (time) => {
    expect(accepts({ ...signed(), 'webhook-timestamp': time })).toBe(false);
  });
});

describe('a signing secret', () => {
  it.each([
    ['with the prefix', ours, true],
    ['without it', ours.replace('whsec_', ''), true],
    ['of sixteen bytes', secretOf('sixteen bytes it'), true],
    ['of fifteen bytes', secretOf('fifteen bytes i'), false],
    ['that is only the prefix', 'whsec_', false],
    ['that is empty', '', false],
    ['that is a pass phrase', 'correct horse battery staple', false],
  ])('%s', (_case, text, accepted) => {
    expect(isSigningSecret(new Secret(text))).toBe(accepted);
  });
});
