import fc from 'fast-check';
import { type OrderChanges, orderBody } from '../../test/support/orders.js';
import { readOrderMessage, type ReadMessage } from './read-order.js';

const read = (content: unknown, mode: 'test' | 'live' = 'test'): ReadMessage =>
  readOrderMessage(Buffer.from(JSON.stringify(content)), mode);

/** What a refusal says, one `pointer rule` each. */
const faultsOf = (message: ReadMessage): string[] =>
  message.kind === 'refused' ? message.problems.map((p) => `${p.pointer} ${p.rule}`) : [];

const warningsOf = (message: ReadMessage): string[] =>
  message.kind === 'order' ? message.warnings.map((p) => `${p.pointer} ${p.rule}`) : [];

const line = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  lineId: '1',
  description: 'Goods',
  quantity: '1',
  amount: 12500,
  vatRate: '25',
  vatAmount: 2500,
  ...changes,
});

/** An order of one line that adds up, whatever else is wrong with the line. */
const withLine = (changes: Readonly<Record<string, unknown>>): OrderChanges => ({
  totalAmount: 12500,
  vatAmount: 2500,
  lines: [line(changes)],
});

describe('readOrderMessage', () => {
  it('reads the sample order without a warning', () => {
    const message = read(orderBody());

    expect(message).toMatchObject({
      kind: 'order',
      warnings: [],
      order: {
        orderId: 'SO-10017',
        revision: 1,
        totalMinor: 161250n,
        vatMinor: 32250n,
        debtor: { organizationNumber: '923609016', phone: '+4790000001', language: 'nb' },
        lines: [
          { lineId: '1', amountMinor: 125000n, vatRate: 2500, vatMinor: 25000n, quantity: '10' },
          { lineId: '2', amountMinor: 36250n, vatRate: 2500, vatMinor: 7250n, quantity: '1' },
        ],
        invoice: { product: null, channel: null, daysUntilDue: null },
        metadata: { salesperson: 'kn' },
      },
    });
  });

  it('fills in what may be left out', () => {
    const { orderNumber: _, revision: _1, status: _2, metadata: _3, ...body } = orderBody();

    expect(read(body)).toMatchObject({ kind: 'order', order: { orderNumber: 'SO-10017', revision: 1, metadata: {} } });
  });

  it('keeps a date, a revision and the wishes the order makes for its invoice', () => {
    const wishes = { product: 'b2b', channel: 'kravia', daysUntilDue: 0 };

    expect(read(orderBody({ revision: 9999, orderDate: '2028-02-29', invoice: wishes }))).toMatchObject({
      order: { revision: 9999, orderDate: '2028-02-29', invoice: wishes },
    });
  });

  it('spreads the VAT of the order over lines that leave it out', () => {
    const lines = [line({ vatAmount: undefined }), line({ lineId: '2', vatAmount: null })];

    expect(read(orderBody({ totalAmount: 25000, vatAmount: 5000, lines }))).toMatchObject({
      order: { lines: [{ vatMinor: 2500n }, { vatMinor: 2500n }] },
    });
  });

  it('takes numbers where decimals and ids are meant as text', () => {
    const numbered = withLine({ lineId: 1, quantity: 2.5, vatRate: 25, sku: 7, vatCode: 3 });
    const body = { ...orderBody(numbered), orderId: 10017, orderNumber: 4711 };

    expect(read(body)).toMatchObject({
      order: {
        orderId: '10017',
        orderNumber: '4711',
        lines: [{ lineId: '1', quantity: '2.5', vatRate: 2500, sku: '7', vatCode: '3' }],
      },
    });
    expect(read(orderBody({ debtor: { organizationNumber: 923609016 } }))).toMatchObject({
      order: { debtor: { organizationNumber: '923609016' } },
    });
  });

  it('takes the white space out of names, numbers and addresses', () => {
    const debtor = { name: '  Fjordtest AS ', organizationNumber: 'NO 923 609 016 MVA', phone: '00 47 (900) 00-001' };

    expect(read(orderBody({ debtor, address: { country: ' no ' } }))).toMatchObject({
      order: {
        debtor: {
          name: 'Fjordtest AS',
          organizationNumber: '923609016',
          phone: '+4790000001',
          address: { country: 'NO' },
        },
      },
    });
  });

  it.each([
    ['nb', 'nb'],
    ['nn', 'nb'],
    ['no', 'nb'],
    ['sv', 'sv'],
    ['en', 'en'],
    ['fi', null],
    [null, null],
  ])('reads the language %p as %p', (language, expected) => {
    expect(read(orderBody({ debtor: { language } }))).toMatchObject({ order: { debtor: { language: expected } } });
  });

  it('names a person by first and last name when no name is sent', () => {
    const debtor = { type: 'person', name: null, organizationNumber: null };

    expect(read(orderBody({ debtor }))).toMatchObject({ order: { debtor: { name: 'Per Prøve', type: 'person' } } });
  });

  it('keeps only the metadata that is text or a number', () => {
    const metadata = { a: 'x', b: 2, c: true, d: null, e: { f: 1 } };

    expect(read(orderBody({ metadata }))).toMatchObject({ order: { metadata: { a: 'x', b: 2 } } });
  });
});

describe('a wrong field', () => {
  it.each<[string, OrderChanges, string]>([
    ['no order id', { orderId: '' }, '/orderId required'],
    ['an order id of blanks', { orderId: '   ' }, '/orderId required'],
    ['an order id that is a list', { orderId: ['SO-1'] as unknown as string }, '/orderId required'],
    ['an order id of 101 characters', { orderId: 'x'.repeat(101) }, '/orderId length'],
    ['an order number of 101 characters', { orderNumber: 'x'.repeat(101) }, '/orderNumber length'],
    ['an order number that is an object', { orderNumber: {} }, '/orderNumber text'],
    ['revision 0', { revision: 0 }, '/revision revision'],
    ['revision 10000', { revision: 10_000 }, '/revision revision'],
    ['half a revision', { revision: 1.5 }, '/revision revision'],
    ['a draft', { status: 'draft' }, '/status status'],
    ['29 February of a common year', { orderDate: '2026-02-29' }, '/orderDate date'],
    ['a date the other way round', { orderDate: '20.11.2026' }, '/orderDate date'],
    ['no date', { orderDate: undefined }, '/orderDate date'],
    ['a currency in small letters', { currency: 'nok' }, '/currency currency'],
    ['a total in kroner with øre', { totalAmount: 1612.5 }, '/totalAmount minorUnits'],
    ['a total as text', { totalAmount: '161250' as unknown as number }, '/totalAmount minorUnits'],
    ['a total above the 32-bit limit', { totalAmount: 2_147_483_648 }, '/totalAmount minorUnits'],
    ['negative VAT', { vatAmount: -1 }, '/vatAmount minorUnits'],
    ['metadata as a list of text', { metadata: 'x' }, '/metadata metadata'],
    ['an invoice wish that is text', { invoice: 'b2b' as unknown as null }, '/invoice object'],
    ['an unknown product', { invoice: { product: 'b2g' } }, '/invoice/product product'],
    ['an unknown channel', { invoice: { channel: 'pigeon' } }, '/invoice/channel channel'],
    ['366 days', { invoice: { daysUntilDue: 366 } }, '/invoice/daysUntilDue range'],
    ['-1 days', { invoice: { daysUntilDue: -1 } }, '/invoice/daysUntilDue range'],
    ['half a day', { invoice: { daysUntilDue: 0.5 } }, '/invoice/daysUntilDue range'],
    ['a private product for a company', { invoice: { product: 'b2c' } }, '/invoice/product fitsDebtor'],
  ])('%s is refused', (_, changes, fault) => {
    expect(faultsOf(read(orderBody(changes)))).toContain(fault);
  });

  it.each([
    ['nobody', undefined, '/debtor required'],
    ['nothing', null, '/debtor required'],
    ['text', 'Fjordtest AS', '/debtor object'],
    ['a list', [], '/debtor object'],
    ['a list of debtors', [orderBody().debtor], '/debtor object'],
  ])('%s as the debtor is refused', (_, debtor, fault) => {
    expect(faultsOf(read({ ...orderBody(), debtor }))).toEqual([fault]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no id', { debtorId: null }, '/debtor/debtorId required'],
    ['an id of 65 characters', { debtorId: 'x'.repeat(65) }, '/debtor/debtorId length'],
    ['an unknown type', { type: 'club' }, '/debtor/type debtorType'],
    ['no company name', { name: '' }, '/debtor/name required'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, '/debtor/name length'],
    ['no organisation number', { organizationNumber: null }, '/debtor/organizationNumber required'],
    [
      'an organisation number of 8 digits',
      { organizationNumber: '92360901' },
      '/debtor/organizationNumber organizationNumber',
    ],
    ['no first name', { firstName: null }, '/debtor/firstName required'],
    ['no last name', { lastName: ' ' }, '/debtor/lastName required'],
    ['no e-mail address', { email: null }, '/debtor/email required'],
    ['an e-mail address without a domain', { email: 'ap@' }, '/debtor/email email'],
    ['two e-mail addresses', { email: 'a@b.example,c@d.example' }, '/debtor/email email'],
    ['an e-mail address with a header in it', { email: 'a@b.example\r\nBcc: c@d.example' }, '/debtor/email email'],
    ['no phone number', { phone: '' }, '/debtor/phone required'],
    ['a phone number with letters', { phone: 'call me' }, '/debtor/phone phone'],
    ['a phone number of 4 digits', { phone: '1234' }, '/debtor/phone phone'],
    ['a language in words', { language: 'norsk' }, '/debtor/language language'],
    ['a reference of 101 characters', { reference: 'x'.repeat(101) }, '/debtor/reference length'],
    ['a cost center that is a number', { costCenter: 12 }, '/debtor/costCenter text'],
    ['no address', { address: null }, '/debtor/address required'],
    ['an address as text', { address: 'Prøveveien 1' }, '/debtor/address object'],
    ['an address as a list', { address: [] }, '/debtor/address object'],
  ])('a debtor with %s is refused', (_, debtor, fault) => {
    expect(faultsOf(read(orderBody({ debtor })))).toEqual([fault]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no street', { line1: null }, '/debtor/address/line1 required'],
    ['a street of 201 characters', { line1: 'x'.repeat(201) }, '/debtor/address/line1 length'],
    ['a second line that is a number', { line2: 4 }, '/debtor/address/line2 text'],
    ['no postal code', { postalCode: '' }, '/debtor/address/postalCode required'],
    ['a postal code of 21 characters', { postalCode: '1'.repeat(21) }, '/debtor/address/postalCode length'],
    ['no city', { city: null }, '/debtor/address/city required'],
    ['a country Kravia does not serve', { country: 'DK' }, '/debtor/address/country country'],
  ])('an address with %s is refused', (_, address, fault) => {
    expect(faultsOf(read(orderBody({ address })))).toEqual([fault]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['no id', { lineId: '' }, '/lines/0/lineId required'],
    ['no text', { description: ' ' }, '/lines/0/description length'],
    ['a text of 501 characters', { description: 'x'.repeat(501) }, '/lines/0/description length'],
    ['an article number of 101 characters', { sku: 'x'.repeat(101) }, '/lines/0/sku length'],
    ['a quantity in words', { quantity: 'ten' }, '/lines/0/quantity decimal'],
    ['a quantity with a comma', { quantity: '1,5' }, '/lines/0/quantity decimal'],
    ['a quantity of seven places', { quantity: '0.1234567' }, '/lines/0/quantity decimal'],
    ['an amount of half an øre', { amount: 0.5 }, '/lines/0/amount minorUnits'],
    ['an amount below the 32-bit limit', { amount: -2_147_483_648 }, '/lines/0/amount minorUnits'],
    ['a VAT rate of 100', { vatRate: '100' }, '/lines/0/vatRate decimal'],
    ['a negative VAT rate', { vatRate: '-25' }, '/lines/0/vatRate decimal'],
    ['half an øre of VAT', { vatAmount: 0.5 }, '/lines/0/vatAmount minorUnits'],
    ['VAT that is not 25 %', { vatAmount: 2400 }, '/lines/0/vatAmount vatArithmetic'],
    ['a VAT code of 21 characters', { vatCode: 'x'.repeat(21) }, '/lines/0/vatCode length'],
    ['an unknown type', { type: 'wish' }, '/lines/0/type lineType'],
  ])('a line with %s is refused', (_, changes, fault) => {
    expect(faultsOf(read(orderBody(withLine(changes))))).toContain(fault);
  });

  it.each<[string, unknown, string]>([
    ['no list', null, '/lines lines'],
    ['an empty list', [], '/lines lines'],
    ['101 lines', Array.from({ length: 101 }, (_, i) => line({ lineId: i })), '/lines lines'],
    ['a line that is text', ['Goods'], '/lines/0 object'],
    ['a line that is nothing', [null], '/lines/0 object'],
    ['a line that is a list', [[]], '/lines/0 object'],
    ['a line that is a list of lines', [[line()]], '/lines/0 object'],
    ['the same line id twice', [line(), line()], '/lines/1/lineId unique'],
  ])('lines with %s are refused', (_, lines, fault) => {
    expect(faultsOf(read({ ...orderBody({ totalAmount: 25000, vatAmount: 5000 }), lines }))).toEqual([fault]);
  });

  it.each<[string, OrderChanges, string]>([
    ['the total is not the sum of the lines', { totalAmount: 161251 }, '/totalAmount sumOfLines'],
    ['the VAT is not the sum of the VAT of the lines', { vatAmount: 32251 }, '/vatAmount sumOfLines'],
    [
      'nothing is owed',
      { totalAmount: 0, vatAmount: 0, lines: [line({ amount: 0, vatAmount: 0 })] },
      '/totalAmount positive',
    ],
  ])('%s: refused', (_, changes, fault) => {
    expect(faultsOf(read(orderBody(changes)))).toEqual([fault]);
  });

  it('says what is wrong and how to mend it', () => {
    expect(read(orderBody({ totalAmount: 161300 }))).toEqual({
      kind: 'refused',
      orderId: 'SO-10017',
      problems: [
        {
          pointer: '/totalAmount',
          rule: 'sumOfLines',
          message: 'The lines sum to 1612.50, totalAmount says 1613.00.',
          fix: 'Send line amounts including VAT, after discount, that add up to totalAmount.',
        },
      ],
    });
  });
});

describe('several wrong fields', () => {
  it('come in one answer, each once', () => {
    const lines = [line({ description: '', vatRate: 'x' }), line({ lineId: '1', quantity: null, vatAmount: 2400 })];
    const body = orderBody({
      revision: 0,
      orderDate: 'today',
      currency: 'kr',
      totalAmount: 1,
      debtor: { type: 'company', name: null, email: 'x', firstName: '' },
      address: { country: 'US', city: null },
      lines,
    });

    expect(faultsOf(read(body)).sort()).toEqual([
      '/currency currency',
      '/debtor/address/city required',
      '/debtor/address/country country',
      '/debtor/email email',
      '/debtor/firstName required',
      '/debtor/name required',
      '/lines/0/description length',
      '/lines/0/vatRate decimal',
      '/lines/1/lineId unique',
      '/lines/1/quantity decimal',
      '/lines/1/vatAmount vatArithmetic',
      '/orderDate date',
      '/revision revision',
      '/totalAmount sumOfLines',
      '/vatAmount sumOfLines',
    ]);
  });

  it('do not breed others: what rests on a wrong amount is left unsaid', () => {
    const faults = faultsOf(read(orderBody(withLine({ amount: 'much' }))));

    expect(faults).toEqual(['/lines/0/amount minorUnits']);
  });
});

describe('an unknown field', () => {
  it('is told as a warning and stops nothing', () => {
    const body = { ...orderBody({ debtor: { shoeSize: 44 } }), 'a/b~c': 1 };

    expect(warningsOf(read(body)).sort()).toEqual(['/a~1b~0c unknownField', '/debtor/shoeSize unknownField']);
  });

  it('is not among the faults of a refused order', () => {
    expect(faultsOf(read({ ...orderBody({ currency: 'x' }), extra: 1 }))).toEqual(['/currency currency']);
  });
});

describe('a check digit that does not fit', () => {
  const body = orderBody({ debtor: { organizationNumber: '123456789' } });

  it('is a warning in test mode, because the provider’s own examples have one', () => {
    expect(warningsOf(read(body, 'test'))).toEqual(['/debtor/organizationNumber checkDigit']);
  });

  it('refuses the order in live mode', () => {
    expect(faultsOf(read(body, 'live'))).toEqual(['/debtor/organizationNumber checkDigit']);
  });
});

describe('a cancellation', () => {
  const cancelled = { orderId: 'SO-1', status: 'cancelled', cause: ' entered twice ' };

  it('needs only the order and the cause; the rest is not looked at', () => {
    expect(read({ ...cancelled, revision: 2, lines: 'gone', totalAmount: 'x' })).toEqual({
      kind: 'cancellation',
      cancellation: { orderId: 'SO-1', revision: 2, cause: 'entered twice' },
    });
    expect(read(cancelled)).toMatchObject({ cancellation: { revision: null } });
  });

  it.each([
    ['no cause', { cause: undefined }, '/cause cause'],
    ['an empty cause', { cause: '  ' }, '/cause cause'],
    ['a cause of 201 characters', { cause: 'x'.repeat(201) }, '/cause cause'],
    ['revision 0', { revision: 0 }, '/revision revision'],
    ['no order', { orderId: null }, '/orderId required'],
  ])('with %s is refused', (_, changes, fault) => {
    expect(faultsOf(read({ ...cancelled, ...changes }))).toEqual([fault]);
  });
});

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
        const message = read(body);
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
