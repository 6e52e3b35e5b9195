import type { Language } from '../domain/order/order.js';
import type { AuditQuestion } from './completeness-audit.js';
import type { RunRow } from './run.entity.js';

/** The words of the morning report. */
export interface ReportWords {
  readonly subject: (merchant: string, date: string, isWell: boolean, cases: number) => string;
  readonly allWell: string;
  readonly needsYou: (cases: number) => string;
  readonly night: string;
  readonly noNight: string;
  readonly nightLine: (run: RunRow) => string;
  readonly figures: string;
  readonly orders: string;
  readonly issued: string;
  readonly started: string;
  readonly mailed: string;
  readonly delivered: string;
  readonly bounced: string;
  readonly paid: string;
  readonly settled: string;
  readonly audit: string;
  readonly questions: Readonly<Record<string, string>> & Readonly<Record<AuditQuestion, string>>;
  readonly cases: string;
  readonly more: (count: number) => string;
}

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  nb: {
    subject: (merchant, date, isWell, cases) =>
      `${isWell ? 'Alt i orden' : `${cases} saker venter`}: ${merchant} ${date}`,
    allWell: 'Natten gikk bra. Ingenting venter på deg.',
    needsYou: (cases) => `${cases} saker venter på noen. Se nederst.`,
    night: 'Nattkjøring',
    noNight: 'Ingen nattkjøring er fullført ennå.',
    nightLine: (run) => `${timesOf(run)}: ${run.result ?? ''}`,
    figures: 'Siste døgn',
    orders: 'Ordre mottatt',
    issued: 'Fakturaer utstedt',
    started: 'Innkreving startet',
    mailed: 'E-poster godtatt',
    delivered: 'E-poster levert (ingen retur i tide)',
    bounced: 'E-poster i retur',
    paid: 'Innbetalt',
    settled: 'Oppgjør bokført, netto',
    audit: 'Tall som skal være null',
    questions: {
      ordersWithoutInvoice: 'Ordre uten faktura',
      invoicesWithoutCollection: 'Fakturaer uten startet innkreving',
      collectedWithoutMail: 'Startet, men ikke sendt',
      bouncedNotResent: 'I retur og ikke sendt på nytt',
      paidWithoutSettlement: 'Betalt uten oppgjør',
      settledWithoutPosting: 'Oppgjør uten bokføring',
      entriesNotInErp: 'Bilag som mangler i ERP',
      ledgerImbalance: 'Hovedboken, øre i ubalanse',
      receivableDifference: 'Kundefordringer mot fakturaer, øre',
      clearingDifference: 'Mellomregning mot betalinger, øre',
    },
    cases: 'Venter på noen',
    more: (count) => `… og ${count} til`,
  },
  sv: {
    subject: (merchant, date, isWell, cases) =>
      `${isWell ? 'Allt i ordning' : `${cases} ärenden väntar`}: ${merchant} ${date}`,
    allWell: 'Natten gick bra. Inget väntar på dig.',
    needsYou: (cases) => `${cases} ärenden väntar på någon. Se nederst.`,
    night: 'Nattkörning',
    noNight: 'Ingen nattkörning är klar ännu.',
    nightLine: (run) => `${timesOf(run)}: ${run.result ?? ''}`,
    figures: 'Senaste dygnet',
    orders: 'Mottagna order',
    issued: 'Utfärdade fakturor',
    started: 'Indrivning startad',
    mailed: 'Mottagna mejl',
    delivered: 'Levererade mejl (ingen retur i tid)',
    bounced: 'Mejl i retur',
    paid: 'Inbetalt',
    settled: 'Bokförda avräkningar, netto',
    audit: 'Tal som ska vara noll',
    questions: {
      ordersWithoutInvoice: 'Order utan faktura',
      invoicesWithoutCollection: 'Fakturor utan startad indrivning',
      collectedWithoutMail: 'Startade, men inte skickade',
      bouncedNotResent: 'I retur och inte skickade igen',
      paidWithoutSettlement: 'Betalt utan avräkning',
      settledWithoutPosting: 'Avräkningar utan bokföring',
      entriesNotInErp: 'Verifikat som saknas i affärssystemet',
      ledgerImbalance: 'Huvudboken, öre i obalans',
      receivableDifference: 'Kundfordringar mot fakturor, öre',
      clearingDifference: 'Mellanhavande mot betalningar, öre',
    },
    cases: 'Väntar på någon',
    more: (count) => `… och ${count} till`,
  },
  en: {
    subject: (merchant, date, isWell, cases) => `${isWell ? 'All is well' : `${cases} waiting`}: ${merchant} ${date}`,
    allWell: 'The night went well. Nothing waits for you.',
    needsYou: (cases) => `${cases} exceptions wait for somebody. See below.`,
    night: 'Nightly run',
    noNight: 'No nightly run has finished yet.',
    nightLine: (run) => `${timesOf(run)}: ${run.result ?? ''}`,
    figures: 'Last 24 hours',
    orders: 'Orders received',
    issued: 'Invoices issued',
    started: 'Collection started',
    mailed: 'E-mails accepted',
    delivered: 'E-mails delivered (nothing came back in time)',
    bounced: 'E-mails that came back',
    paid: 'Paid by debtors',
    settled: 'Settlements posted, net',
    audit: 'Numbers that should be zero',
    questions: {
      ordersWithoutInvoice: 'Orders without invoice',
      invoicesWithoutCollection: 'Invoices without collection',
      collectedWithoutMail: 'Collected, but not mailed',
      bouncedNotResent: 'Came back, and not sent again',
      paidWithoutSettlement: 'Paid without settlement',
      settledWithoutPosting: 'Settled without posting',
      entriesNotInErp: 'Entries missing in the ERP',
      ledgerImbalance: 'Ledger out of balance, minor units',
      receivableDifference: 'Receivables against invoices, minor units',
      clearingDifference: 'Clearing against payments, minor units',
    },
    cases: 'Waiting for somebody',
    more: (count) => `… and ${count} more`,
  },
};

function timesOf({ startedAt, finishedAt }: RunRow): string {
  const time = (at: Date | null): string => at?.toISOString().slice(0, 16).replace('T', ' ') ?? '–';
  return `${time(startedAt)} – ${time(finishedAt)} UTC`;
}
