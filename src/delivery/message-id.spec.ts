import { nordicSupplies } from '../../test/support/sandbox-merchant.js';
import type { Merchant } from '../domain/merchant.js';
import { messageIdFor } from './message-id.js';

function sentBy(from: string): Merchant {
  const merchant = nordicSupplies();
  if (!merchant.delivery) throw new Error('The sample merchant delivers nothing.');
  return { ...merchant, delivery: { ...merchant.delivery, from } };
}

describe('the Message-ID of a mail', () => {
  it.each([
    ['an address', 'faktura@nordic.example', 'nordic.example'],
    ['an address with a name', '"Nordic Supplies" <faktura@nordic.example>', 'nordic.example'],
    ['a name that looks like an address', '"ap@other.example" <faktura@nordic.example>', 'nordic.example'],
  ])('ends with the domain of the sender, given as %s', (_what, from, domain) => {
    expect(messageIdFor(sentBy(from), 'report.1')).toBe(`<report.1@${domain}>`);
  });

  it('still is one where nothing can be sent', () => {
    expect(messageIdFor({ ...nordicSupplies(), delivery: null }, 'report.1')).toBe('<report.1@fakturabro.invalid>');
  });
});
