import { saleDateOf } from './sale-date.js';

const oslo = { timeZone: 'Europe/Oslo' };
const at = (time: string): { occurredAt: Date } => ({ occurredAt: new Date(time) });

describe('saleDateOf', () => {
  it('is the date on the invoice', () => {
    const invoice = { invoiceDate: '2026-12-01', issueDue: '2026-12-02' };
    expect(saleDateOf(invoice, at('2026-12-09T08:00:00Z'), oslo)).toBe('2026-12-01');
  });

  it('is the local day on which collection started, as long as the invoice shows no date', () => {
    expect(saleDateOf({ invoiceDate: null, issueDue: null }, at('2026-01-31T23:30:00Z'), oslo)).toBe('2026-02-01');
  });

  it('is the day a grouped invoice was due to be issued, when its first sign is a later payment', () => {
    const invoice = { invoiceDate: null, issueDue: '2026-12-01' };
    expect(saleDateOf(invoice, at('2027-01-08T08:00:00Z'), oslo)).toBe('2026-12-01');
    expect(saleDateOf(invoice, at('2026-11-30T08:00:00Z'), oslo)).toBe('2026-11-30');
  });
});
