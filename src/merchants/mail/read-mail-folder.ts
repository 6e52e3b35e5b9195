import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailDesign, MailSource } from '../../domain/mail/mail-design.js';
import { MAIL_KINDS, type MailKind, placeholdersIn } from '../../domain/mail/mail-placeholders.js';
import { LANGUAGES } from '../../domain/order/order.js';
import { templateFaults } from '../../platform/mail/template-faults.js';

const PARTS = { html: 'html.hbs', text: 'txt.hbs' } as const;
/** Sources and notes may lie beside what is used. */
const IGNORED = /^\.|\.(mjml|md|json)$/;

/**
 * Reads a merchant's folder of templates, and tells everything that is wrong with it.
 * A mail is the merchant's own as soon as one of its files is there; then all of them must be.
 */
export function readMailFolder(folder: string, tell: (fault: string) => void): MailDesign['templates'] {
  const files = namesIn(folder, tell);
  if (!files) return {};
  const own = MAIL_KINDS.filter((kind) => files.some((file) => file.startsWith(`${kind}.`)));
  if (own.length === 0) tell(`holds no template; a mail needs ${filesOf('invoice').join(', ')}`);
  const known = MAIL_KINDS.flatMap(filesOf);
  for (const file of files.filter((name) => !known.includes(name))) tell(`${file}: is not the name of a template`);
  return Object.fromEntries(own.map((kind) => [kind, readKind(folder, kind, files, tell)]));
}

function namesIn(folder: string, tell: (fault: string) => void): string[] | null {
  try {
    return readdirSync(folder).filter((name) => !IGNORED.test(name));
  } catch {
    tell('is not a folder that can be read');
    return null;
  }
}

function filesOf(kind: MailKind): string[] {
  return LANGUAGES.flatMap((language) => Object.values(PARTS).map((part) => `${kind}.${language}.${part}`));
}

function readKind(
  folder: string,
  kind: MailKind,
  files: readonly string[],
  tell: (fault: string) => void,
): Record<(typeof LANGUAGES)[number], MailSource> {
  const read = (file: string): string => {
    if (!files.includes(file)) {
      tell(`${file}: is missing; each language needs an HTML and a text part`);
      return '';
    }
    const text = readFileSync(join(folder, file), 'utf8');
    if (text.trim() === '') tell(`${file}: is empty`);
    for (const { line, message } of templateFaults(text, placeholdersIn(kind)))
      tell(`${file} line ${line}: ${message}`);
    return text;
  };
  const source = (language: string): MailSource => ({
    html: read(`${kind}.${language}.${PARTS.html}`),
    text: read(`${kind}.${language}.${PARTS.text}`),
  });
  return { nb: source('nb'), sv: source('sv'), en: source('en') };
}
