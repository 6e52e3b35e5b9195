import type { MailDesign } from '../domain/mail/mail-design.js';
import type { MailKind } from '../domain/mail/mail-placeholders.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor } from '../domain/money.js';
import type { Language, Order } from '../domain/order/order.js';
import type { MailAttachment } from '../platform/mail/mail-message.js';
import { fillIn, MailTemplate, type RenderedMail } from '../platform/mail/mail-template.js';
import { DELIVERY_WORDS, type DeliveryWords } from './delivery-words.js';
import { designOf, framePictures, mailFrame } from './mail-frame.js';

/** A mail to a debtor, ready but for its address. */
export interface DebtorMail extends RenderedMail {
  readonly subject: string;
  /** Pictures that the HTML shows. */
  readonly pictures: readonly MailAttachment[];
}

/** Where the values differ between kinds of mail; the rest comes from the order and the merchant. */
export interface DebtorMailContent {
  readonly kind: MailKind;
  /** The subject unless the merchant has one of its own. */
  readonly subject: string;
  readonly values: Readonly<Record<string, string | null>>;
}

const shipped = new Map<string, MailTemplate>();
const ownTemplates = new WeakMap<MailDesign, Map<string, MailTemplate>>();

/** The language of the debtor, or the merchant's when the debtor has none. */
export function languageFor(merchant: Merchant, order: Order): Language {
  return order.debtor.language ?? merchant.language;
}

export function wordsFor(merchant: Merchant, order: Order): DeliveryWords {
  return DELIVERY_WORDS[languageFor(merchant, order)];
}

/** Fills in the merchant's template, or the one that the program ships with, in the debtor's language. */
export function debtorMail(merchant: Merchant, order: Order, { kind, subject, values }: DebtorMailContent): DebtorMail {
  const lang = languageFor(merchant, order);
  const design = designOf(merchant);
  const own = design.texts[kind]?.[lang];
  const { debtor } = order;
  const known = {
    ...mailFrame(merchant),
    lang,
    greetingName: debtor.firstName || debtor.name,
    debtorName: debtor.name,
    debtorReference: debtor.reference,
    ...values,
  };
  const filled = (text: string | null | undefined): string | null => (text ? fillIn(text, known).trim() : null);
  const finalSubject = filled(own?.subject) ?? subject;
  const texts = { subject: finalSubject, intro: filled(own?.intro), footer: filled(own?.footer) };
  const parts = templateFor(design, kind, lang).render({ ...known, ...texts });
  return { subject: finalSubject, ...parts, pictures: framePictures(merchant) };
}

/** Whose crown is meant by `kr` alone. */
const HOME_CURRENCIES: Readonly<Record<string, string>> = { 'nb-NO': 'NOK', 'sv-SE': 'SEK' };

/** `1 612,50 kr`, or with the code of a currency from abroad. Text in, text out: no amount ever passes through a float. */
export function amountText(minor: bigint, currency: string, locale: string): string {
  const currencyDisplay = HOME_CURRENCIES[locale] === currency ? 'symbol' : 'code';
  const amount = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay });
  return amount.format(formatMinor(minor) as Intl.StringNumericLiteral);
}

/** @param date `YYYY-MM-DD` */
export function dateText(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

function templateFor(design: MailDesign, kind: MailKind, language: Language): MailTemplate {
  const name = `${kind}.${language}`;
  const source = design.templates[kind]?.[language];
  const compiled = source ? cacheOf(design) : shipped;
  const template = compiled.get(name) ?? (source ? new MailTemplate(source) : MailTemplate.shipped(name));
  compiled.set(name, template);
  return template;
}

function cacheOf(design: MailDesign): Map<string, MailTemplate> {
  const cache = ownTemplates.get(design) ?? new Map<string, MailTemplate>();
  ownTemplates.set(design, cache);
  return cache;
}
