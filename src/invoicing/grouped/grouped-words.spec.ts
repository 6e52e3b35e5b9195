import { dayInWords, groupedWordsIn } from './grouped-words.js';

describe('the last moment to void, in words', () => {
  it.each([
    ['nb', 'Et kjøp kan kanselleres fritt til og med 30. november 2026 kl. 24.00 (Europe/Oslo).'],
    ['sv', 'Ett köp kan makuleras fritt till och med 30 november 2026 kl. 24.00 (Europe/Oslo).'],
    ['en', 'A purchase can be cancelled freely until the end of 30 November 2026, 24:00 (Europe/Oslo).'],
  ] as const)('%s', (language, words) => {
    expect(groupedWordsIn(language).untilEndOf(dayInWords('2026-11-30', language), 'Europe/Oslo')).toBe(words);
  });
});
