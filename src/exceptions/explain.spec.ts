import { EXCEPTION_OWNERS, type ExceptionCode, isExceptionCode, type WordList } from './exception-codes.js';
import { explain } from './explain.js';
import { ENGLISH } from './words.en.js';
import { NORWEGIAN } from './words.nb.js';
import { SWEDISH } from './words.sv.js';

const CODES = Object.keys(EXCEPTION_OWNERS) as ExceptionCode[];
const LISTS: [string, WordList][] = [
  ['en', ENGLISH],
  ['nb', NORWEGIAN],
  ['sv', SWEDISH],
];

const placeholdersOf = (list: WordList, code: ExceptionCode): string[] =>
  [...new Set(`${list[code].what} ${list[code].next}`.match(/\{\w+\}/g) ?? [])].sort();

describe.each(LISTS)('the words in %s', (_, list) => {
  it('are there for every code, and for no other', () => {
    expect(Object.keys(list).sort()).toEqual([...CODES].sort());
  });

  it.each(CODES)('say of %s what happened and what to do, each as a sentence', (code) => {
    expect(list[code].what).toMatch(/^\S.*[.:}]$/);
    expect(list[code].next).toMatch(/^\S.*\.$/);
  });

  it.each(CODES)('fill the same details into %s as the English', (code) => {
    expect(placeholdersOf(list, code)).toEqual(placeholdersOf(ENGLISH, code));
  });
});

it('no language was copied from another', () => {
  for (const code of CODES) {
    expect(new Set(LISTS.map(([, list]) => list[code].what)).size).toBe(3);
  }
});

describe('explain', () => {
  const details = { lineId: '1', rate: '15', erpCode: 'X', country: 'NO' };

  it('fills in the details of the case, in the language of the reader', () => {
    expect(explain('TAX_CODE_UNMAPPED', details, 'en').what).toBe(
      'Line 1 has 15 % VAT with ERP tax code X, which is not mapped for NO.',
    );
    for (const language of ['nb', 'sv', 'en'] as const) {
      const { what } = explain('TAX_CODE_UNMAPPED', details, language);
      expect(what).toContain('15');
      expect(what).not.toContain('{');
    }
  });

  it('shows a dash for a detail the case does not have', () => {
    expect(explain('TAX_CODE_UNMAPPED', { ...details, erpCode: null }, 'en').what).toContain('ERP tax code –,');
    expect(explain('ORDER_CHANGED', {}, 'en').what).toContain('(–)');
  });

  it('prints a detail as it is, even one that looks like a field of the sentence', () => {
    expect(explain('ORDER_CHANGED', { fields: '{count} $& $1' }, 'en').what).toContain('({count} $& $1)');
  });
});

describe('isExceptionCode', () => {
  it('knows its own codes and nothing an object has by birth', () => {
    expect(CODES.every(isExceptionCode)).toBe(true);
    expect(['toString', '__proto__', 'order_invalid', ''].some(isExceptionCode)).toBe(false);
  });
});
