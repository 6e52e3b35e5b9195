/** Mails to a debtor, which a merchant may word and design. */
export type MailKind = 'invoice' | 'checkout';
export const MAIL_KINDS: readonly MailKind[] = ['invoice', 'checkout'];

type Meanings = Readonly<Record<string, string>>;

const IN_EVERY_MAIL: Meanings = {
  lang: 'language of the mail: `nb`, `sv` or `en`',
  subject: 'the subject line',
  merchantName: 'registered name of the merchant',
  merchantNumber: 'its organisation number',
  greetingName: 'first name of the contact, or the name of the debtor',
  debtorName: 'name of the debtor',
  debtorReference: 'the debtor’s own reference, such as a purchase order; may be missing',
  orderNumber: 'order number of the ERP',
  amount: 'amount with currency, written as in the language',
  intro: 'the merchant’s own opening words; may be missing',
  footer: 'the merchant’s own words at the end; may be missing',
  logoCid: 'content id of the logo, for `src="cid:{{logoCid}}"`; may be missing',
  logoWidth: 'its width in pixels; may be missing',
  logoHeight: 'its height in pixels; may be missing',
  ...colors('light'),
  ...colors('dark'),
};

/** What a template may name, with its meaning; docs/mail.md lists the same. */
export const MAIL_PLACEHOLDERS: Readonly<Record<MailKind, Meanings>> = {
  invoice: {
    ...IN_EVERY_MAIL,
    invoiceNumber: 'invoice number; may be missing',
    dueDate: 'due date, written as in the language; may be missing',
    kid: 'KID or OCR number; may be missing',
    bankAccount: 'account to pay to; may be missing',
  },
  checkout: {
    ...IN_EVERY_MAIL,
    link: 'address where the debtor accepts the invoice',
    validUntil: 'until when the address works, written as in the language; may be missing',
  },
};

/** The merchant's words are plain text, and are themselves the values of these. */
const NOT_IN_TEXTS = /^(subject$|intro$|footer$|logo|colors\.)/;

export function placeholdersIn(kind: MailKind): string[] {
  return Object.keys(MAIL_PLACEHOLDERS[kind]);
}

/** What a subject, an intro or a footer of the configuration may name. */
export function placeholdersInTexts(kind: MailKind): string[] {
  return placeholdersIn(kind).filter((name) => !NOT_IN_TEXTS.test(name));
}

function colors(screen: 'light' | 'dark'): Meanings {
  const of = `on a ${screen} screen`;
  return {
    [`colors.${screen}.background`]: `colour behind everything, ${of}`,
    [`colors.${screen}.card`]: `colour of the sheet, ${of}`,
    [`colors.${screen}.text`]: `colour of text, ${of}`,
    [`colors.${screen}.muted`]: `colour of labels and small print, ${of}`,
    [`colors.${screen}.line`]: `colour of lines, ${of}`,
    [`colors.${screen}.accent`]: `colour of the bar and the button, ${of}`,
    [`colors.${screen}.accentText`]: `black or white, whichever reads better on the accent, ${of}`,
  };
}
