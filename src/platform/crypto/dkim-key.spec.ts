import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { dkimPublicKey } from './dkim-key.js';

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('a DKIM key', () => {
  it('gives the half of it that belongs into DNS', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });

    const record = Buffer.from(dkimPublicKey(pem(privateKey)), 'base64');

    const published = createPublicKey({ key: record, type: 'spki', format: 'der' });
    const text = Buffer.from('a mail');
    expect(verify('sha256', text, published, sign('sha256', text, privateKey))).toBe(true);
  });

  it.each([
    ['text', 'hush', 'is not a private key in PEM form without a password'],
    ['half a key', '-----BEGIN PRIVATE KEY-----\nhush', 'is not a private key in PEM form without a password'],
    [
      'a key of another kind',
      pem(generateKeyPairSync('ed25519').privateKey),
      'is not an RSA key; mails are signed with RSA',
    ],
    ['a short key', pem(generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey), 'is shorter than 1024 bits'],
  ])('is not %s', (_, key, message) => {
    expect(() => dkimPublicKey(key)).toThrow(new Error(message));
  });
});
