import fc from 'fast-check';
import { faultsOf, readOrder } from '../../test/support/order-messages.js';
import { orderBody } from '../../sandbox/sample-order.js';
import { readOrderMessage } from './read-order.js';

describe('a hostile message', () => {
  it.each([
    ['nothing', '', ' json'],
    ['a broken object', '{"orderId":', ' json'],
    ['bytes that are no text', '\xff\xfe\x00', ' json'],
    ['a list', '[]', ' object'],
    ['null', 'null', ' object'],
    ['a number', '1e999', ' object'],
  ])('%s is refused', (_, body, fault) => {
    expect(faultsOf(readOrderMessage(Buffer.from(body, 'latin1'), 'test'))).toEqual([fault]);
  });

  it.each([
    ['a prototype', '{"__proto__":{"orderId":"x"},"constructor":{"prototype":{"polluted":1}}}'],
    ['its own toString', '{"orderId":{"toString":1,"valueOf":2},"lines":[{"lineId":{"toString":null}}]}'],
    ['lists for sections', '{"debtor":[],"lines":[[]],"invoice":[],"metadata":[]}'],
    ['a list with a length of its own', '{"lines":{"length":3,"0":1}}'],
    ['a field named like a method', '{"then":1,"hasOwnProperty":2,"lines":[{"then":{}}],"debtor":{"then":[]}}'],
    ['metadata 20 000 levels deep', `{"metadata":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_001)}`],
    ['lines 20 000 levels deep', `{"lines":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ])('with %s is refused, and nothing is thrown', (_, body) => {
    expect(readOrderMessage(Buffer.from(body), 'test').kind).toBe('refused');
    expect({}).not.toHaveProperty('polluted');
  });

  it('of any JSON is refused, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(readOrderMessage(Buffer.from(text), 'live').kind).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  it('made of the sample order by changing any of its fields is read or refused, never an exception', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constant([]), fc.constant([[]]), fc.constant(undefined));
    const place = fc.constantFrom(...placesIn(orderBody({ invoice: { product: null } })));

    fc.assert(
      fc.property(fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 4 }), (changes) => {
        const body = structuredClone(orderBody({ invoice: { product: null } }));
        for (const [path, some] of changes) put(body, path, structuredClone(some));
        const message = readOrder(body);
        expect(['order', 'refused', 'cancellation']).toContain(message.kind);
        if (message.kind === 'refused') expect(message.problems).not.toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});

/** Every path of an object, sections and lists included. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const deeper = below.flatMap(([key, inner]) => placesIn(inner, [...at, key]));
  return at.length === 0 ? deeper : [at, ...deeper];
}

/** Sets what an earlier change has left reachable. */
function put(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let branch: unknown = root;
  for (const key of path.slice(0, -1)) branch = (branch as Record<string, unknown> | null | undefined)?.[key];
  if (typeof branch === 'object' && branch !== null) (branch as Record<string, unknown>)[path.at(-1) ?? ''] = value;
}
