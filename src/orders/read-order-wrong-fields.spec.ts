import { faultsOf, line, readOrder, withLine } from '../../test/support/order-messages.js';
import { type OrderChanges, orderBody } from '../../sandbox/sample-order.js';

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
    ['an unknown flow', { invoice: { flow: 'three-step' } }, '/invoice/flow flow'],
    ['a wish for a mail that is text', { invoice: { sendLink: 'yes' } }, '/invoice/sendLink flag'],
    [
      'half an id of a transaction',
      { invoice: { transactionId: '465UfBENeLpkBvwmqfTC4k' } },
      '/invoice/transactionId providerId',
    ],
    ['a session id with a path', { invoice: { sessionId: 'T11223344.a/b' } }, '/invoice/sessionId providerId'],
    [
      'two names for one sale',
      { invoice: { transactionId: 'T11223344.a', saleReference: 'WEB-1' } },
      '/invoice/saleReference oneSale',
    ],
    [
      'a sale that exists and is to be invoiced',
      { invoice: { sessionId: 'T11223344.a', flow: 'one-step' } },
      '/invoice/flow oneSale',
    ],
    ['a private product for a company', { invoice: { product: 'b2c' } }, '/invoice/product fitsDebtor'],
  ])('%s is refused', (_, changes, fault) => {
    expect(faultsOf(readOrder(orderBody(changes)))).toContain(fault);
  });

  it.each([
    ['nobody', undefined, '/debtor required'],
    ['nothing', null, '/debtor required'],
    ['text', 'Fjordtest AS', '/debtor object'],
    ['a list', [], '/debtor object'],
    ['a list of debtors', [orderBody().debtor], '/debtor object'],
  ])('%s as the debtor is refused', (_, debtor, fault) => {
    expect(faultsOf(readOrder({ ...orderBody(), debtor }))).toEqual([fault]);
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
    expect(faultsOf(readOrder(orderBody({ debtor })))).toEqual([fault]);
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
    expect(faultsOf(readOrder(orderBody({ address })))).toEqual([fault]);
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
    expect(faultsOf(readOrder(orderBody(withLine(changes))))).toContain(fault);
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
    expect(faultsOf(readOrder({ ...orderBody({ totalAmount: 25000, vatAmount: 5000 }), lines }))).toEqual([fault]);
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
    expect(faultsOf(readOrder(orderBody(changes)))).toEqual([fault]);
  });

  it('says what is wrong and how to mend it', () => {
    expect(readOrder(orderBody({ totalAmount: 161300 }))).toEqual({
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

    expect(faultsOf(readOrder(body)).sort()).toEqual([
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
    const faults = faultsOf(readOrder(orderBody(withLine({ amount: 'much' }))));

    expect(faults).toEqual(['/lines/0/amount minorUnits']);
  });
});
