import type { Language } from '../order/order.js';
import { inkOn } from './contrast.js';
import type { MailKind } from './mail-placeholders.js';

/** The colours of a mail on one kind of screen, each `#rrggbb`. */
export interface MailPalette {
  readonly background: string;
  readonly card: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  /** On the accent; follows from it. */
  readonly accentText: string;
}

export type MailColor = Exclude<keyof MailPalette, 'accentText'>;

export interface MailLogo {
  readonly content: Buffer;
  readonly contentType: 'image/png' | 'image/jpeg';
  /** How large it is shown, in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a merchant says in its own words; each may name placeholders, and null leaves ours. */
export interface MailTexts {
  readonly subject: string | null;
  readonly intro: string | null;
  readonly footer: string | null;
}

/** A template of the merchant's own: Handlebars, checked when it was read. */
export interface MailSource {
  readonly html: string;
  readonly text: string;
}

/** How the mails of one merchant look and what they say. */
export interface MailDesign {
  readonly logo: MailLogo | null;
  readonly colors: { readonly light: MailPalette; readonly dark: MailPalette };
  /** By kind and language; what is missing is as the program has it. */
  readonly texts: Readonly<Partial<Record<MailKind, Readonly<Partial<Record<Language, MailTexts>>>>>>;
  readonly templates: Readonly<Partial<Record<MailKind, Readonly<Record<Language, MailSource>>>>>;
}

const LIGHT: MailPalette = palette({
  background: '#f1f3f6',
  card: '#ffffff',
  text: '#1d2129',
  muted: '#525c6b',
  line: '#dfe3e9',
  accent: '#1f5fbf',
});

const DARK: MailPalette = palette({
  background: '#121418',
  card: '#1d2027',
  text: '#eceff4',
  muted: '#a9b0bd',
  line: '#383d48',
  accent: '#1f5fbf',
});

export const DEFAULT_MAIL_DESIGN: MailDesign = {
  logo: null,
  colors: { light: LIGHT, dark: DARK },
  texts: {},
  templates: {},
};

/** The colours of both kinds of screen. An accent stays the merchant's own on a dark one, unless another is given. */
export function palettesWith(
  light: Partial<Record<MailColor, string>>,
  dark: Partial<Record<MailColor, string>>,
): MailDesign['colors'] {
  const accent = dark.accent ?? light.accent ?? DARK.accent;
  return { light: palette({ ...LIGHT, ...light }), dark: palette({ ...DARK, ...dark, accent }) };
}

function palette(colors: Readonly<Record<MailColor, string>>): MailPalette {
  return { ...colors, accentText: inkOn(colors.accent) };
}
