import type { DeliveryPolicy } from '../../domain/invoice/delivery-policy.js';
import type { LocalDate } from '../../domain/local-date.js';
import type { Language } from '../../domain/order/order.js';

interface PolicyWords {
  /** What a policy does to an invoice that another channel was decided for. */
  readonly effect: (policy: Pick<DeliveryPolicy, 'from' | 'channel' | 'action'>) => string;
  readonly affected: (from: LocalDate) => string;
  readonly counts: (debtors: number, invoices: number, amount: string) => string;
}

const WORDS: Readonly<Record<Language, PolicyWords>> = {
  nb: {
    effect: ({ from, channel, action }) =>
      ({
        warn: `Fra ${from} sendes fakturaene som nå, og hver av dem gir et varsel: de skal gå gjennom ${channel}.`,
        hold: `Fra ${from} venter fakturaene til noen frigir dem: de skal gå gjennom ${channel}.`,
        switch: `Fra ${from} går fakturaene gjennom ${channel}.`,
      })[action],
    affected: (from) => `Berøres av leveringsregler fra ${from}`,
    counts: (debtors, invoices, amount) => `${debtors} kunder, ${invoices} fakturaer siste 12 måneder, ${amount}`,
  },
  sv: {
    effect: ({ from, channel, action }) =>
      ({
        warn: `Från ${from} skickas fakturorna som nu, och var och en ger en varning: de ska gå genom ${channel}.`,
        hold: `Från ${from} väntar fakturorna tills någon frisläpper dem: de ska gå genom ${channel}.`,
        switch: `Från ${from} går fakturorna genom ${channel}.`,
      })[action],
    affected: (from) => `Berörs av leveransregler från ${from}`,
    counts: (debtors, invoices, amount) => `${debtors} kunder, ${invoices} fakturor de senaste 12 månaderna, ${amount}`,
  },
  en: {
    effect: ({ from, channel, action }) =>
      ({
        warn: `From ${from} the invoices go out as now, each with a notice: they are to go through ${channel}.`,
        hold: `From ${from} the invoices wait until somebody releases them: they are to go through ${channel}.`,
        switch: `From ${from} the invoices go through ${channel}.`,
      })[action],
    affected: (from) => `Affected by delivery policies from ${from}`,
    counts: (debtors, invoices, amount) => `${debtors} debtors, ${invoices} invoices in the last 12 months, ${amount}`,
  },
};

export function policyWordsIn(language: Language): PolicyWords {
  return WORDS[language];
}
