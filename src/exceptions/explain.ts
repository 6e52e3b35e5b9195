import type { ErrorDetails } from '../domain/errors.js';
import type { Language } from '../domain/order/order.js';
import { type ExceptionCode, type ExceptionWords, type WordList } from './exception-codes.js';
import { ENGLISH } from './words.en.js';
import { NORWEGIAN } from './words.nb.js';
import { SWEDISH } from './words.sv.js';

const WORDS: Readonly<Record<Language, WordList>> = { nb: NORWEGIAN, sv: SWEDISH, en: ENGLISH };

/** What happened and what to do, in the reader's language, with the details of the case filled in. */
export function explain(code: ExceptionCode, details: ErrorDetails, language: Language): ExceptionWords {
  const { what, next } = WORDS[language][code];
  return { what: fill(what, details), next: fill(next, details) };
}

function fill(sentence: string, details: ErrorDetails): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '–')).trimEnd();
}
