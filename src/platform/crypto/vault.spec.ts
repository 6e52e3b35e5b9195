import fc from 'fast-check';
import { Vault } from './vault.js';

const vault = new Vault(Buffer.alloc(32, 7));
const another = new Vault(Buffer.alloc(32, 8));

describe('the vault', () => {
  it('gives back exactly what was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, purpose) => {
        const plain = Buffer.from(bytes);
        expect(vault.open(purpose, vault.seal(purpose, plain)).equals(plain)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('seals text as UTF-8', () => {
    expect(vault.openText('mail', vault.seal('mail', 'Prøve Łukasz 漢'))).toBe('Prøve Łukasz 漢');
  });

  it('seals the same content differently every time, and shows nothing of it', () => {
    const [a, b] = [vault.seal('mail', 'ap@fjordtest.example'), vault.seal('mail', 'ap@fjordtest.example')];

    expect(a.equals(b)).toBe(false);
    expect(a.includes('fjordtest')).toBe(false);
  });

  it('recognises equal values by a fingerprint that says nothing without the key', () => {
    const print = vault.fingerprint('debtor', 'Fjordtest AS');

    expect(vault.fingerprint('debtor', 'Fjordtest AS').equals(print)).toBe(true);
    expect(vault.fingerprint('debtor', 'FJORDTEST AS').equals(print)).toBe(false);
    expect(vault.fingerprint('another', 'Fjordtest AS').equals(print)).toBe(false);
    expect(another.fingerprint('debtor', 'Fjordtest AS').equals(print)).toBe(false);
  });

  it('does not open a value for another purpose, such as another merchant’s', () => {
    const sealed = vault.seal('inbox:acme', 'secret');

    expect(() => vault.open('inbox:other', sealed)).toThrow();
  });

  it('does not open a value in which any bit was altered', () => {
    const sealed = vault.seal('mail', 'secret');

    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        const altered = Buffer.from(sealed);
        altered[at] = (altered[at] ?? 0) ^ (1 << bit);
        expect(() => vault.open('mail', altered)).toThrow();
      }),
    );
  });

  it('does not open a value that was cut off', () => {
    const sealed = vault.seal('mail', 'secret');

    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => vault.open('mail', sealed.subarray(0, length))).toThrow();
    }
  });

  it('says so when a value was sealed with another key, without the value', () => {
    expect(() => another.open('mail', vault.seal('mail', 'secret'))).toThrow(
      'The value (mail) was encrypted with another ENCRYPTION_KEY.',
    );
  });

  it('names its key without giving it away', () => {
    expect(vault.keyId).toHaveLength(4);
    expect(vault.keyId.equals(another.keyId)).toBe(false);
    expect(vault.keyId.equals(Buffer.alloc(4, 7))).toBe(false);
  });

  it.each([0, 16, 31, 33])('refuses a key of %d bytes', (length) => {
    expect(() => new Vault(Buffer.alloc(length))).toThrow('32 bytes');
  });
});
