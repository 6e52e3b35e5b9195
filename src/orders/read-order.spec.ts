import { faultsOf, line, readOrder, warningsOf, withLine } from '../../test/support/order-messages.js';
import { orderBody } from '../../sandbox/sample-order.js';

describe('readOrderMessage', () => {
  it('reads the sample order without a warning', () => {
    const message = readOrder(orderBody());

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

    expect(readOrder(body)).toMatchObject({
      kind: 'order',
      order: { orderNumber: 'SO-10017', revision: 1, metadata: {} },
    });
  });

  it('keeps a date, a revision and the wishes the order makes for its invoice', () => {
    const wishes = { product: 'b2b', channel: 'kravia', daysUntilDue: 0 };

    expect(readOrder(orderBody({ revision: 9999, orderDate: '2028-02-29', invoice: wishes }))).toMatchObject({
      order: { revision: 9999, orderDate: '2028-02-29', invoice: wishes },
    });
  });

  it('spreads the VAT of the order over lines that leave it out', () => {
    const lines = [line({ vatAmount: undefined }), line({ lineId: '2', vatAmount: null })];

    expect(readOrder(orderBody({ totalAmount: 25000, vatAmount: 5000, lines }))).toMatchObject({
      order: { lines: [{ vatMinor: 2500n }, { vatMinor: 2500n }] },
    });
  });

  it('takes numbers where decimals and ids are meant as text', () => {
    const numbered = withLine({ lineId: 1, quantity: 2.5, vatRate: 25, sku: 7, vatCode: 3 });
    const body = { ...orderBody(numbered), orderId: 10017, orderNumber: 4711 };

    expect(readOrder(body)).toMatchObject({
      order: {
        orderId: '10017',
        orderNumber: '4711',
        lines: [{ lineId: '1', quantity: '2.5', vatRate: 2500, sku: '7', vatCode: '3' }],
      },
    });
    expect(readOrder(orderBody({ debtor: { organizationNumber: 923609016 } }))).toMatchObject({
      order: { debtor: { organizationNumber: '923609016' } },
    });
  });

  it('takes the white space out of names, numbers and addresses', () => {
    const debtor = { name: '  Fjordtest AS ', organizationNumber: 'NO 923 609 016 MVA', phone: '00 47 (900) 00-001' };

    expect(readOrder(orderBody({ debtor, address: { country: ' no ' } }))).toMatchObject({
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
    expect(readOrder(orderBody({ debtor: { language } }))).toMatchObject({ order: { debtor: { language: expected } } });
  });

  it('names a person by first and last name when no name is sent', () => {
    const debtor = { type: 'person', name: null, organizationNumber: null };

    expect(readOrder(orderBody({ debtor }))).toMatchObject({
      order: { debtor: { name: 'Per Prøve', type: 'person' } },
    });
  });

  it('keeps only the metadata that is text or a number', () => {
    const metadata = { a: 'x', b: 2, c: true, d: null, e: { f: 1 } };

    expect(readOrder(orderBody({ metadata }))).toMatchObject({ order: { metadata: { a: 'x', b: 2 } } });
  });
});

describe('an unknown field', () => {
  it('is told as a warning and stops nothing', () => {
    const body = { ...orderBody({ debtor: { shoeSize: 44 } }), 'a/b~c': 1 };

    expect(warningsOf(readOrder(body)).sort()).toEqual(['/a~1b~0c unknownField', '/debtor/shoeSize unknownField']);
  });

  it('is not among the faults of a refused order', () => {
    expect(faultsOf(readOrder({ ...orderBody({ currency: 'x' }), extra: 1 }))).toEqual(['/currency currency']);
  });
});

describe('a check digit that does not fit', () => {
  const body = orderBody({ debtor: { organizationNumber: '123456789' } });

  it('is a warning in test mode, because the provider’s own examples have one', () => {
    expect(warningsOf(readOrder(body, 'test'))).toEqual(['/debtor/organizationNumber checkDigit']);
  });

  it('refuses the order in live mode', () => {
    expect(faultsOf(readOrder(body, 'live'))).toEqual(['/debtor/organizationNumber checkDigit']);
  });
});

describe('a cancellation', () => {
  const cancelled = { orderId: 'SO-1', status: 'cancelled', cause: ' entered twice ' };

  it('names one of the causes that decide something, or none; the words are kept either way', () => {
    const read = (changes: object): unknown => readOrder({ ...cancelled, ...changes });

    expect(read({ cause: 'Goods-Returned', note: 'damaged' })).toMatchObject({
      cancellation: { cause: 'goods-returned', text: 'Goods-Returned: damaged' },
    });
    expect(read({ cause: 'returned goods' })).toMatchObject({ cancellation: { cause: null, text: 'returned goods' } });
  });

  it('needs only the order and the cause; the rest is not looked at', () => {
    expect(readOrder({ ...cancelled, revision: 2, lines: 'gone', totalAmount: 'x' })).toEqual({
      kind: 'cancellation',
      cancellation: { orderId: 'SO-1', revision: 2, cause: null, text: 'entered twice' },
    });
    expect(readOrder(cancelled)).toMatchObject({ cancellation: { revision: null } });
  });

  it.each([
    ['no cause', { cause: undefined }, '/cause cause'],
    ['an empty cause', { cause: '  ' }, '/cause cause'],
    ['a cause of 201 characters', { cause: 'x'.repeat(201) }, '/cause cause'],
    ['revision 0', { revision: 0 }, '/revision revision'],
    ['no order', { orderId: null }, '/orderId required'],
  ])('with %s is refused', (_, changes, fault) => {
    expect(faultsOf(readOrder({ ...cancelled, ...changes }))).toEqual([fault]);
  });
});
