import { asLines } from '../../../test/support/entry-lines.js';
import { Money } from '../money.js';
import { bookPayout, bookSettlement } from './book-settlement.js';
import { chartOf } from './roles.js';

const chart = chartOf('ns4102', {});
const nok = (minor: number): Money => Money.of(minor, 'NOK');
const occurredAt = new Date('2026-07-07T00:00:00Z');

it('takes the fee as an expense and clears the whole claim on the provider', () => {
  const settlement = {
    settlementId: 'R1',
    cleared: nok(125000),
    fee: nok(2500),
    net: nok(122500),
    date: '2026-07-07',
    occurredAt,
  };
  expect(asLines(bookSettlement(chart, settlement)!)).toEqual(['Dr 1578 122500', 'Dr 7770 2500', 'Cr 1579 125000']);
});

it('leaves out a fee of nothing', () => {
  const settlement = {
    settlementId: 'R1',
    cleared: nok(125000),
    fee: nok(0),
    net: nok(125000),
    date: '2026-07-07',
    occurredAt,
  };
  expect(asLines(bookSettlement(chart, settlement)!)).toEqual(['Dr 1578 125000', 'Cr 1579 125000']);
});

it('moves the payout to the bank only when the bank shows it', () => {
  expect(asLines(bookPayout(chart, 'R1', nok(122500), '2026-07-09', occurredAt))).toEqual([
    'Dr 1920 122500',
    'Cr 1578 122500',
  ]);
});

it('clears what was paid out less what was taken back', () => {
  const settlement = {
    settlementId: 'S1',
    cleared: nok(179900),
    fee: nok(2475),
    net: nok(177425),
    date: '2026-07-07',
    occurredAt,
  };
  expect(asLines(bookSettlement(chart, settlement)!)).toEqual(['Dr 1578 177425', 'Dr 7770 2475', 'Cr 1579 179900']);
});

it('books the fee alone when nothing is paid out, and nothing when there is not even a fee', () => {
  const negative = {
    settlementId: 'S2',
    cleared: nok(-50000),
    fee: nok(350),
    net: nok(-50350),
    date: '2026-07-07',
    occurredAt,
  };
  expect(asLines(bookSettlement(chart, negative)!)).toEqual(['Dr 7770 350', 'Cr 1579 350']);
  expect(bookSettlement(chart, { ...negative, fee: nok(0), net: nok(-50000) })).toBeNull();
});
