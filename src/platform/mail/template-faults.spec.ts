import { MAIL_KINDS, placeholdersIn } from '../../domain/mail/mail-placeholders.js';
import { LANGUAGES } from '../../domain/order/order.js';
import { readFileSync } from 'node:fs';
import { assetPath } from '../config/project-root.js';
import { templateFaults } from './template-faults.js';

const KNOWN = ['amount', 'kid', 'colors.light.text'];

describe('a template', () => {
  it.each([
    'Å betale: {{amount}}',
    '{{#if kid}}KID {{kid}}{{else}}ingen{{/if}}',
    '{{#unless kid}}{{amount}}{{/unless}}',
    '{{#if kid}}a{{else if amount}}b{{/if}}',
    '{{~amount~}} {{! a note }} {{!-- {{nothing}} --}}',
    'color: {{colors.light.text}}',
    'nothing to fill in',
  ])('may say %s', (text) => {
    expect(templateFaults(text, KNOWN)).toEqual([]);
  });

  it.each([
    ['{{amuont}}', 'there is no placeholder {{amuont}}'],
    ['{{colors.light}}', 'there is no placeholder {{colors.light}}'],
    ['{{this}}', 'there is no placeholder {{this}}'],
    ['{{../kid}}', 'there is no placeholder {{../kid}}'],
    ['{{@root.kid}}', 'there is no placeholder {{@root.kid}}'],
    ['{{constructor}}', 'there is no placeholder {{constructor}}'],
    ['{{"kid"}}', 'there is no placeholder {{kid}}'],
    ['{{#if kdi}}x{{/if}}', 'there is no placeholder {{kdi}}'],
    ['{{#if (lookup this "kid")}}x{{/if}}', 'there is no placeholder {{undefined}}'],
    ['{{{amount}}}', 'values are always escaped: write two braces and no ampersand'],
    ['{{&amount}}', 'values are always escaped: write two braces and no ampersand'],
    ['{{amount kid}}', 'a placeholder is one name, with nothing after it'],
    ['{{log kid}}', 'a placeholder is one name, with nothing after it'],
    ['{{#each kid}}x{{/each}}', '{{#each}} is not available; only {{#if name}} and {{#unless name}} are'],
    ['{{#kid}}x{{/kid}}', '{{#kid}} is not available; only {{#if name}} and {{#unless name}} are'],
    ['{{> footer}}', 'other templates cannot be included'],
    ['{{#> footer}}x{{/footer}}', 'other templates cannot be included'],
    ['{{* mark}}', 'decorators are not available'],
    ['{{#* inline "mark"}}x{{/inline}}', 'decorators are not available'],
    ['{{#if kid}}x', 'cannot be read: a block or a placeholder is not closed'],
    ['{{amount', 'cannot be read: a block or a placeholder is not closed'],
  ])('may not say %s', (text, message) => {
    expect(templateFaults(text, KNOWN)).toEqual([{ line: 1, message }]);
  });

  it('is told all its faults at once, each with its line', () => {
    const text = '{{amount}}\n{{first}}\n{{#if kid}}\n{{{second}}}\n{{else}}{{third}}{{/if}}';

    expect(templateFaults(text, KNOWN).map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: there is no placeholder {{first}}',
      '4: values are always escaped: write two braces and no ampersand',
      '4: there is no placeholder {{second}}',
      '5: there is no placeholder {{third}}',
    ]);
  });

  it.each(MAIL_KINDS.flatMap((kind) => LANGUAGES.flatMap((language) => [[kind, `${kind}.${language}`] as const])))(
    'of the %s that we ship keeps the rules that a merchant’s own must keep: %s',
    (kind, name) => {
      for (const part of ['html', 'txt']) {
        const text = readFileSync(assetPath('mail', `${name}.${part}.hbs`), 'utf8');
        expect(templateFaults(text, placeholdersIn(kind))).toEqual([]);
      }
    },
  );
});
