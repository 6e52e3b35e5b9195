import { type CancelDecision, decideCancel } from '../domain/invoice/cancel-decision.js';
import { VOID_CAUSES } from '../domain/invoice/void-cause.js';
import { cancelSentence } from './cancel-words.js';

const FACTS = { paidMinor: 20_000n, totalMinor: 50_000n, currency: 'NOK' };
const LANGUAGES = ['nb', 'sv', 'en'] as const;

const invoice = {
  state: 'partly-paid',
  product: 'b2b',
  channel: 'kravia',
  isStarted: true,
  paidMinor: 20_000n,
  openMinor: 30_000n,
} as const;

/** Every decision there is. */
const DECISIONS: readonly CancelDecision[] = [
  { outcome: 'withdrawn' },
  { outcome: 'nothing' },
  { outcome: 'refused' },
  ...[null, ...VOID_CAUSES].map((cause) => decideCancel(invoice, cause)),
  ...VOID_CAUSES.map((cause) => decideCancel({ ...invoice, state: 'closed' }, cause)),
  { outcome: 'requested', books: 'nothing' },
];

describe('cancelSentence', () => {
  it.each(DECISIONS)('says %o in every language, each in its own words', (decision) => {
    const sentences = LANGUAGES.map((language) => cancelSentence(decision, FACTS, language));

    expect(new Set(sentences).size).toBe(3);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\S.*\.$/);
      expect(sentence).not.toMatch(/[{}]|undefined/);
    }
  });

  it('tells a paid invoice by its figures, and what to do instead', () => {
    expect(cancelSentence({ outcome: 'refused' }, { ...FACTS, paidMinor: 50_000n }, 'en')).toBe(
      'The debtor has paid 500.00 of 500.00 NOK, so the invoice cannot be cancelled. Pay the money back outside Dintero and write the credit note in the ERP.',
    );
  });
});
