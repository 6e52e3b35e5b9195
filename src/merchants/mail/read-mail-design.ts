import { resolve } from 'node:path';
import { messageOf } from '../../domain/errors.js';
import { contrastOf, READABLE_CONTRAST } from '../../domain/mail/contrast.js';
import { type MailDesign, type MailLogo, type MailPalette, palettesWith } from '../../domain/mail/mail-design.js';
import { MAIL_KINDS, type MailKind, placeholdersInTexts } from '../../domain/mail/mail-placeholders.js';
import { LANGUAGES } from '../../domain/order/order.js';
import { type Problem, problem } from '../../domain/problem.js';
import { templateFaults } from '../../platform/mail/template-faults.js';
import type { DeliverySection } from '../sections/delivery-section.js';
import type { MailLanguagesSection, MailTextsSection } from '../sections/mail-section.js';
import { readMailFolder } from './read-mail-folder.js';
import { readMailLogo } from './read-mail-logo.js';

type Tell = (problem: Problem) => void;

/** Text and what it stands on: each pair must be readable. */
const PAIRS: readonly (readonly [ink: keyof MailPalette, paper: keyof MailPalette])[] = [
  ['text', 'card'],
  ['text', 'background'],
  ['muted', 'card'],
  ['muted', 'background'],
];

/** How a merchant's mails look and what they say, from its file and the files it names. Every fault is told. */
export function readMailDesign(delivery: DeliverySection, configDir: string, tell: Tell): MailDesign {
  const mail = delivery.mail ?? {};
  const colors = palettesWith(withoutGaps(mail.colors), withoutGaps(mail.darkColors));
  for (const fault of [...faintColors('colors', colors.light), ...faintColors('darkColors', colors.dark)]) tell(fault);
  return {
    logo: readLogo(delivery, configDir, tell),
    colors,
    texts: Object.fromEntries(MAIL_KINDS.map((kind) => [kind, readTexts(kind, mail[kind], tell)])),
    templates: mail.templates === undefined ? {} : readTemplates(resolve(configDir, mail.templates), tell),
  };
}

function readLogo({ mail, cover }: DeliverySection, configDir: string, tell: Tell): MailLogo | null {
  const [pointer, path] = mail?.logo ? ['/delivery/mail/logo', mail.logo] : ['/delivery/cover/logo', cover?.logo];
  if (path === undefined) return null;
  try {
    return readMailLogo(resolve(configDir, path));
  } catch (error) {
    tell(problem(pointer, 'logo', messageOf(error), 'Name a PNG or JPEG of at most 200 kB.'));
    return null;
  }
}

function readTexts(
  kind: MailKind,
  section: MailLanguagesSection | undefined,
  tell: Tell,
): MailDesign['texts'][MailKind] {
  const known = placeholdersInTexts(kind);
  const own = LANGUAGES.flatMap((language) => {
    const texts = section?.[language];
    if (!texts) return [];
    for (const name of ['subject', 'intro', 'footer'] as const) {
      const pointer = `/delivery/mail/${kind}/${language}/${name}`;
      for (const fault of textFaults(name, texts, known)) tell(problem(pointer, 'template', fault, fixFor(known)));
    }
    const { subject = null, intro = null, footer = null } = texts;
    return [[language, { subject, intro, footer }] as const];
  });
  return Object.fromEntries(own);
}

function textFaults(name: keyof MailTextsSection, texts: MailTextsSection, known: readonly string[]): string[] {
  const text = texts[name];
  if (text === undefined) return [];
  const broken = name === 'subject' && /[\r\n]/.test(text.trim()) ? ['must be one line'] : [];
  return [...broken, ...templateFaults(text, known).map(({ message }) => message)];
}

function readTemplates(folder: string, tell: Tell): MailDesign['templates'] {
  return readMailFolder(folder, (fault) => {
    tell(problem('/delivery/mail/templates', 'template', fault, 'See docs/mail.md for files and placeholders.'));
  });
}

function faintColors(section: 'colors' | 'darkColors', palette: MailPalette): Problem[] {
  return PAIRS.flatMap(([ink, paper]) => {
    const contrast = contrastOf(palette[ink], palette[paper]);
    if (contrast >= READABLE_CONTRAST) return [];
    const message = `has a contrast of ${contrast.toFixed(1)} on ${paper}, and needs ${READABLE_CONTRAST}`;
    return [problem(`/delivery/mail/${section}/${ink}`, 'contrast', message, 'Take a darker or a brighter colour.')];
  });
}

function fixFor(known: readonly string[]): string {
  return `Use only ${known.map((name) => `{{${name}}}`).join(' ')}`;
}

function withoutGaps<T extends object>(section: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(section ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
