import type { CancelDecision, CancelEffect } from '../domain/invoice/cancel-decision.js';
import { formatMinor } from '../domain/money.js';
import type { Language } from '../domain/order/order.js';

/** What a cancellation is about; amounts in minor units. */
export interface CancelledFacts {
  readonly paidMinor: bigint;
  readonly totalMinor: bigint;
  readonly currency: string;
}

interface Words {
  readonly withdrawn: string;
  readonly nothing: string;
  readonly refused: string;
  readonly requested: string;
  readonly decided: string;
  readonly books: Readonly<Record<CancelEffect, string>>;
}

/** `{paid}`, `{total}` and `{currency}` are filled in. */
const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    withdrawn: 'Nothing had been sent, and nothing will be.',
    nothing: 'There is nothing to cancel: no invoice was sent, or it is cancelled already.',
    refused:
      'The debtor has paid {paid} of {total} {currency}, so the invoice cannot be cancelled. Pay the money back outside Dintero and write the credit note in the ERP.',
    requested: 'What is unpaid is being cancelled at Dintero.',
    decided: 'The invoice was cancelled before; now its unpaid rest is settled.',
    books: {
      nothing: 'It was never an invoice in the books.',
      'credit-note': 'A credit note is written for it.',
      'bad-debt': 'It is booked as a loss on a bad debt, and the VAT comes back.',
      waiver: 'It is booked as a loss; the VAT stays due.',
      'stays-open': 'The debt stays in the books and is collected elsewhere.',
      undecided: '{paid} of {total} {currency} is paid, so a person is asked whether the rest is credited or lost.',
    },
  },
  nb: {
    withdrawn: 'Ingenting var sendt, og ingenting blir sendt.',
    nothing: 'Det er ingenting å annullere: ingen faktura ble sendt, eller den er allerede annullert.',
    refused:
      'Kunden har betalt {paid} av {total} {currency}, så fakturaen kan ikke annulleres. Betal pengene tilbake utenfor Dintero og skriv kreditnotaen i ERP.',
    requested: 'Det som er ubetalt, annulleres nå hos Dintero.',
    decided: 'Fakturaen var annullert fra før; nå er den ubetalte resten gjort opp.',
    books: {
      nothing: 'Den var aldri en faktura i regnskapet.',
      'credit-note': 'Det skrives en kreditnota for det.',
      'bad-debt': 'Det føres som tap på krav, og merverdiavgiften kommer tilbake.',
      waiver: 'Det føres som tap; merverdiavgiften står.',
      'stays-open': 'Kravet blir stående i regnskapet og kreves inn et annet sted.',
      undecided:
        '{paid} av {total} {currency} er betalt, så en person spørres om resten skal krediteres eller tapsføres.',
    },
  },
  sv: {
    withdrawn: 'Inget hade skickats, och inget kommer att skickas.',
    nothing: 'Det finns inget att makulera: ingen faktura skickades, eller så är den redan makulerad.',
    refused:
      'Kunden har betalat {paid} av {total} {currency}, så fakturan kan inte makuleras. Betala tillbaka pengarna utanför Dintero och skriv kreditfakturan i affärssystemet.',
    requested: 'Det obetalda makuleras nu hos Dintero.',
    decided: 'Fakturan var makulerad sedan tidigare; nu är den obetalda resten uppgjord.',
    books: {
      nothing: 'Den var aldrig en faktura i bokföringen.',
      'credit-note': 'En kreditfaktura skrivs för det.',
      'bad-debt': 'Det bokförs som kundförlust, och momsen kommer tillbaka.',
      waiver: 'Det bokförs som förlust; momsen står kvar.',
      'stays-open': 'Fordran står kvar i bokföringen och drivs in på annat håll.',
      undecided:
        '{paid} av {total} {currency} är betalt, så en person tillfrågas om resten ska krediteras eller skrivas av.',
    },
  },
};

/** What a cancellation leads to, or why it leads to nothing, in a sentence or two for people. */
export function cancelSentence(decision: CancelDecision, facts: CancelledFacts, language: Language): string {
  const words = WORDS[language];
  const sentences =
    'books' in decision ? [words[decision.outcome], words.books[decision.books]] : [words[decision.outcome]];
  return sentences
    .join(' ')
    .replaceAll('{paid}', formatMinor(facts.paidMinor))
    .replaceAll('{total}', formatMinor(facts.totalMinor))
    .replaceAll('{currency}', facts.currency);
}
