import { nordicSupplies } from '../../../../test/support/sandbox-merchant.js';
import { ALL_OPERATIONS } from './all-operations.js';
import { callOf, type Operation } from './operation.js';

const merchant = nordicSupplies();

const OPERATION: Operation = {
  name: 'things.get',
  does: 'a thing',
  method: 'GET',
  base: 'api',
  path: '/accounts/{aid}/things/{id}',
  scopes: [],
};

describe('a call', () => {
  it('carries the merchant’s account and escapes what stands in its path', () => {
    const call = callOf(OPERATION, merchant, { params: { id: 'a/../b?c' } });

    expect(call.path).toBe('/accounts/T11223344/things/a%2F..%2Fb%3Fc');
  });

  it('never goes to another account, whatever it is given', () => {
    expect(callOf(OPERATION, merchant, { params: { id: '1', aid: 'P99999999' } }).path).toContain('T11223344');
  });

  it('is not made while a part of its path is missing', () => {
    expect(() => callOf(OPERATION, merchant)).toThrow('things.get needs id.');
  });

  it('repeats a parameter with several values and leaves out one without any', () => {
    const query = { status: ['CAPTURED', 'FAILED'], limit: 5, after: undefined, flag: false };

    expect(callOf(OPERATION, merchant, { params: { id: '1' }, query }).query).toEqual([
      ['status', 'CAPTURED'],
      ['status', 'FAILED'],
      ['limit', '5'],
      ['flag', 'false'],
    ]);
  });
});

describe('the list of operations', () => {
  it('has each name and each address once', () => {
    const names = ALL_OPERATIONS.map(({ name }) => name);
    const addresses = ALL_OPERATIONS.map(({ method, base, path }) => `${method} ${base} ${path}`);

    expect(names).toEqual([...new Set(names)]);
    expect(addresses).toEqual([...new Set(addresses)]);
  });

  it('says of everything but reading what it changes', () => {
    const silent = ALL_OPERATIONS.filter(({ method, changes }) => (method === 'GET') !== (changes === undefined));

    // Logging in changes nothing.
    expect(silent.map(({ name }) => name)).toEqual(['token.get']);
  });
});
