import type { CanonicalEntry, CanonicalPosting } from './canonical-entry.js';
import { differenceOf } from './entry-difference.js';
import type { EntryInErp } from './erp-journal.port.js';

const POSTINGS: CanonicalPosting[] = [
  { account: '1579', role: 'providerClearing', side: 'debit', amount: 125000 },
  { account: '1500', role: 'receivable', side: 'credit', amount: 100000, debtorId: 'C-1' },
  { account: '1500', role: 'receivable', side: 'credit', amount: 25000, debtorId: 'C-2' },
];

const entryOf = (postings: CanonicalPosting[]): CanonicalEntry => ({
  reference: 'payment:T1:4',
  kind: 'payment',
  date: '2026-06-24',
  occurredAt: '2026-06-24T06:10:00.000Z',
  currency: 'NOK',
  text: 'Payment',
  postings,
  links: { orderId: null, transactionId: null, invoiceNumber: null, settlementId: null },
});
const ENTRY = entryOf(POSTINGS);

const inErp = (changes: Partial<EntryInErp> = {}): EntryInErp => ({
  id: '17',
  date: '2026-06-24',
  postings: POSTINGS,
  ...changes,
});

const [first, second, third] = POSTINGS.map(({ account, side, amount }) => ({ account, side, amount }));

describe('differenceOf', () => {
  it('finds none in an equal entry, whatever the order of its postings', () => {
    expect(differenceOf(ENTRY, inErp())).toBeNull();
    expect(differenceOf(ENTRY, inErp({ postings: [third!, first!, second!] }))).toBeNull();
  });

  it('compares only what the ERP shows', () => {
    expect(differenceOf(ENTRY, inErp({ date: null, postings: null }))).toBeNull();
    expect(differenceOf(ENTRY, inErp({ date: null }))).toBeNull();
  });

  it('names another date, with both', () => {
    expect(differenceOf(ENTRY, inErp({ date: '2026-06-25' }))).toBe('date 2026-06-25 instead of 2026-06-24');
    expect(differenceOf(ENTRY, inErp({ date: '2026-06-25', postings: null }))).toContain('date');
  });

  it.each([
    ['another account', [{ ...first!, account: '1920' }, second!, third!], '1579 debit 125000'],
    ['another side', [{ ...first!, side: 'credit' }, second!, third!], '1579 debit 125000'],
    ['another amount', [first!, second!, { ...third!, amount: 25001 }], '1500 credit 25000'],
    ['a missing posting', [first!, second!], '1500 credit 25000'],
    ['no postings', [], '1500 credit 100000'],
  ])('names the posting of ours that is not there: %s', (_, postings, posting) => {
    expect(differenceOf(ENTRY, inErp({ postings }))).toBe(`posting "${posting}" is missing or different`);
  });

  it('names a posting too many', () => {
    const extra = { account: '7770', side: 'debit', amount: 0 };

    expect(differenceOf(ENTRY, inErp({ postings: [...POSTINGS, extra] }))).toBe('4 postings instead of 3');
  });

  it('does not take the same posting once for the same posting twice', () => {
    const [posting] = POSTINGS;
    const twice = entryOf([posting!, posting!]);

    expect(differenceOf(twice, inErp({ postings: [first!, first!] }))).toBeNull();
    expect(differenceOf(twice, inErp({ postings: [first!] }))).toContain('missing');
  });
});
