import type { LocalDate } from '../../domain/local-date.js';
import type { Language } from '../../domain/order/order.js';

interface GroupedWords {
  /** @param day the period's last, in words */
  readonly untilEndOf: (day: string, timeZone: string) => string;
  readonly tooLateSince: (day: string) => string;
  readonly nameDiffers: (names: string) => string;
  readonly referenceDiffers: (references: string) => string;
  readonly noReference: string;
  readonly termsDiffer: (least: number, most: number) => string;
}

const WORDS: Readonly<Record<Language, GroupedWords>> = {
  nb: {
    untilEndOf: (day, zone) => `Et kjøp kan kanselleres fritt til og med ${day} kl. 24.00 (${zone}).`,
    tooLateSince: (day) => `Perioden er slutt siden ${day}: et kjøp som kanselleres nå, kan alt være fakturert.`,
    nameDiffers: (names) =>
      `Samme organisasjonsnummer er også skrevet som ${names}. Det blir egne fakturaer; skriv navnet likt i ERP-systemet.`,
    referenceDiffers: (references) => `Samme selskap får egne fakturaer for andre referanser: ${references}.`,
    noReference: 'uten referanse',
    termsDiffer: (least, most) =>
      `Kjøpene har ulik betalingsfrist, ${least} til ${most} dager. Det er ikke dokumentert hvilken som gjelder; her er den lengste brukt.`,
  },
  sv: {
    untilEndOf: (day, zone) => `Ett köp kan makuleras fritt till och med ${day} kl. 24.00 (${zone}).`,
    tooLateSince: (day) => `Perioden är slut sedan ${day}: ett köp som makuleras nu kan redan vara fakturerat.`,
    nameDiffers: (names) =>
      `Samma organisationsnummer är också skrivet som ${names}. Det blir egna fakturor; skriv namnet lika i affärssystemet.`,
    referenceDiffers: (references) => `Samma företag får egna fakturor för andra referenser: ${references}.`,
    noReference: 'utan referens',
    termsDiffer: (least, most) =>
      `Köpen har olika betalningsvillkor, ${least} till ${most} dagar. Det är inte dokumenterat vilket som gäller; här används det längsta.`,
  },
  en: {
    untilEndOf: (day, zone) => `A purchase can be cancelled freely until the end of ${day}, 24:00 (${zone}).`,
    tooLateSince: (day) => `The period ended on ${day}: a purchase that is cancelled now may be invoiced already.`,
    nameDiffers: (names) =>
      `The same organisation number is also written as ${names}. Those become invoices of their own; write the name the same in the ERP.`,
    referenceDiffers: (references) =>
      `The same company gets invoices of their own for other references: ${references}.`,
    noReference: 'no reference',
    termsDiffer: (least, most) =>
      `The purchases have different terms, ${least} to ${most} days. Which of them counts is not documented; the longest is shown.`,
  },
};

const LOCALES: Readonly<Record<Language, string>> = { nb: 'nb-NO', sv: 'sv-SE', en: 'en-GB' };

export function groupedWordsIn(language: Language): GroupedWords {
  return WORDS[language];
}

/** `30 November 2026`, in the reader's language. */
export function dayInWords(day: LocalDate, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
