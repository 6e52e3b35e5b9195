import fc from 'fast-check';
import type { Merchant } from '../../domain/merchant.js';
import { Vault } from '../../platform/crypto/vault.js';
import { nordicSupplies } from '../../../test/support/sandbox-merchant.js';
import { BounceTokens } from './bounce-tokens.js';

const TEMPLATE = 'bounces+TOKEN@nordic.example';
const tokens = new BounceTokens(new Vault(Buffer.alloc(32, 7)));
const merchant = merchantWith('nordic-supplies');
const deliveryIds = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

function merchantWith(id: string, address: string | null = TEMPLATE): Merchant {
  const delivery = { bounces: address === null ? null : { address, mailbox: null } };
  return { ...nordicSupplies({ delivery }), id };
}

function addressOf(deliveryId: string, of = merchant, by = tokens): string {
  return by.addressFor(of, deliveryId) ?? '';
}

describe('the return address of a delivery', () => {
  it('leads back to that delivery, in any case, in any text around it', () => {
    fc.assert(
      fc.property(deliveryIds, fc.boolean(), fc.string(), fc.string(), (id, upper, before, after) => {
        const address = upper ? addressOf(id).toUpperCase() : addressOf(id);
        expect(tokens.deliveryIn(merchant, `${before} <${address}> ${after}`)).toBe(id);
      }),
    );
  });

  it('fits into the local part of an e-mail address', () => {
    expect(addressOf((2n ** 63n - 1n).toString()).split('@')[0]?.length).toBeLessThanOrEqual(64);
  });

  it('is none without an address for bounces', () => {
    const silent = merchantWith('nordic-supplies', null);

    expect(tokens.addressFor(silent, '1')).toBeNull();
    expect(tokens.deliveryIn(silent, addressOf('1'))).toBeNull();
  });
});

describe('a token that is not ours', () => {
  it('does not match when it was made for another merchant, or with another key', () => {
    const other = new BounceTokens(new Vault(Buffer.alloc(32, 8)));
    fc.assert(
      fc.property(deliveryIds, (id) => {
        expect(tokens.deliveryIn(merchant, addressOf(id, merchantWith('svenska-verktyg')))).toBeNull();
        expect(tokens.deliveryIn(merchant, addressOf(id, merchant, other))).toBeNull();
      }),
    );
  });

  it('does not match when a digit was changed, or it was put before another delivery', () => {
    fc.assert(
      fc.property(
        deliveryIds,
        deliveryIds,
        fc.nat({ max: 23 }),
        fc.integer({ min: 1, max: 15 }),
        (id, other, at, by) => {
          const [, number = '', checksum = ''] = /\+([0-9a-z]+)-([0-9a-f]+)@/.exec(addressOf(id)) ?? [];
          const digit = (parseInt(checksum.charAt(at), 16) ^ by).toString(16);
          const altered = checksum.slice(0, at) + digit + checksum.slice(at + 1);
          expect(tokens.deliveryIn(merchant, `bounces+${number}-${altered}@nordic.example`)).toBeNull();
          fc.pre(other !== id);
          expect(
            tokens.deliveryIn(merchant, `bounces+${BigInt(other).toString(36)}-${checksum}@nordic.example`),
          ).toBeNull();
        },
      ),
    );
  });

  it('does not match when it was made up, or names a delivery larger than any', () => {
    const digits = fc.string({
      unit: fc.constantFrom('0', '1', '7', '9', 'a', 'c', 'f'),
      minLength: 24,
      maxLength: 24,
    });
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-z]{1,13}$/), digits, (number, checksum) => {
        expect(tokens.deliveryIn(merchant, `bounces+${number}-${checksum}@nordic.example`)).toBeNull();
      }),
    );
  });

  it('does not stand in the way of one that is', () => {
    const text = `bounces+1-${'0'.repeat(24)}@nordic.example, ${addressOf('17')}`;

    expect(tokens.deliveryIn(merchant, text)).toBe('17');
  });
});
