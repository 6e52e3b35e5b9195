interface InvoiceWords {
  readonly invoice: string;
  readonly number: string;
  readonly date: string;
  readonly dueDate: string;
  readonly kid: string;
  readonly account: string;
  readonly description: string;
  readonly quantity: string;
  readonly vat: string;
  readonly amount: string;
  readonly vatIncluded: string;
  readonly total: string;
  readonly reference: string;
}

/** The words on an invoice, by the merchant's country. */
export const INVOICE_WORDS: Readonly<Record<'NO' | 'SE' | 'FI', InvoiceWords>> = {
  NO: {
    invoice: 'Faktura',
    number: 'Fakturanummer',
    date: 'Fakturadato',
    dueDate: 'Forfallsdato',
    kid: 'KID',
    account: 'Kontonummer',
    description: 'Beskrivelse',
    quantity: 'Antall',
    vat: 'MVA %',
    amount: 'Beløp',
    vatIncluded: 'Herav MVA',
    total: 'Å betale',
    reference: 'Deres referanse',
  },
  SE: {
    invoice: 'Faktura',
    number: 'Fakturanummer',
    date: 'Fakturadatum',
    dueDate: 'Förfallodatum',
    kid: 'OCR',
    account: 'Kontonummer',
    description: 'Beskrivning',
    quantity: 'Antal',
    vat: 'Moms %',
    amount: 'Belopp',
    vatIncluded: 'Varav moms',
    total: 'Att betala',
    reference: 'Er referens',
  },
  FI: {
    invoice: 'Invoice',
    number: 'Invoice number',
    date: 'Invoice date',
    dueDate: 'Due date',
    kid: 'Payment reference',
    account: 'Account number',
    description: 'Description',
    quantity: 'Quantity',
    vat: 'VAT %',
    amount: 'Amount',
    vatIncluded: 'Of which VAT',
    total: 'To pay',
    reference: 'Your reference',
  },
};
