import { isReturnTemplate, returnAddress, tokensIn } from './return-address.js';

const TOKEN = '3f-0123456789abcdef01234567';
const TEMPLATE = 'bounces+TOKEN@nordic.example';

describe('a return address', () => {
  it.each([TEMPLATE, 'TOKEN@bounces.nordic.example', 'b-TOKEN-x@nordic.example'])('can be made from %s', (template) => {
    expect(isReturnTemplate(template)).toBe(true);
    expect(tokensIn(template, returnAddress(template, TOKEN))).toEqual([TOKEN]);
  });

  it.each([
    'bounces@nordic.example',
    'bounces+TOKEN+TOKEN@nordic.example',
    'bounces@TOKEN.example',
    'bounces+TOKEN',
    'bounces+TOKEN@nordic',
    'a name <bounces+TOKEN@nordic.example>',
    `${'b'.repeat(30)}TOKEN@nordic.example`,
  ])('cannot be made from %s', (template) => {
    expect(isReturnTemplate(template)).toBe(false);
  });

  it('is found again in any case, each token once', () => {
    const text = `To: <BOUNCES+${TOKEN.toUpperCase()}@NORDIC.example>\r\nX-Original-To: bounces+${TOKEN}@nordic.example`;

    expect(tokensIn(TEMPLATE, text)).toEqual([TOKEN]);
  });

  it('is not found at another domain, with other words, or cut short', () => {
    const others = [
      `bounces+${TOKEN}@nordicxexample`,
      `bouncesx${TOKEN}@nordic.example`,
      `bounces+${TOKEN.slice(0, -1)}@nordic.example`,
    ];

    expect(others.flatMap((text) => tokensIn(TEMPLATE, text))).toEqual([]);
  });
});
