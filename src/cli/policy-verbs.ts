import type { Command } from 'commander';
import { type ApiOptions, call, groupOf, verb } from './api-verb.js';
import { csvOf } from './csv.js';
import { print, tableOf } from './output.js';

interface Affected {
  readonly policy: { readonly from: string; readonly channel: string; readonly action: string };
  readonly [field: string]: unknown;
}

interface AffectedAnswer {
  readonly items: readonly Affected[];
  readonly nextCursor: string | null;
  readonly on: string;
  readonly debtorCount: number;
  readonly invoiceCount: number;
  readonly unknownInvoiceCount: number;
}

interface AffectedOptions extends ApiOptions {
  readonly on?: string;
  readonly months?: string;
  readonly language?: string;
  readonly cursor?: string;
  readonly csv?: true;
}

const COLUMNS = ['debtorId', 'currentChannel', 'invoiceCount', 'totalAmount', 'currency', 'lastInvoiceAt', 'effect'];
const CSV_COLUMNS = [
  ...['debtorId', 'debtorType', 'countries', 'currentChannel', 'invoiceCount', 'totalAmount', 'currency'],
  ...['lastInvoiceAt', 'from', 'channel', 'action', 'effect'],
];

/** Verbs about who delivers from a day on. */
export function addPolicyVerbs(program: Command): void {
  const policy = groupOf(program, 'policy', 'delivery policies: who delivers from a day on');
  verb(policy, 'affected', 'the debtors they are about, by the invoices of the last months')
    .option('--on <date>', 'the day of issue; left out: the next day a policy begins')
    .option('--months <count>', 'how far back invoices are looked at')
    .option('--language <code>', 'nb, sv or en')
    .option('--cursor <cursor>', 'the nextCursor of the page before')
    .option('--csv', 'all of them, as a file for a spreadsheet')
    .action(async (merchant: string, options: AffectedOptions) => {
      if (options.csv) {
        process.stdout.write(csvOf((await everyPage(merchant, options)).map(flat), CSV_COLUMNS));
        return;
      }
      const answer = await pageOf(merchant, options, options.cursor);
      print(options, answer, () => linesOf(answer));
    });
}

async function everyPage(merchant: string, options: AffectedOptions): Promise<Affected[]> {
  const all: Affected[] = [];
  let cursor = options.cursor;
  do {
    const page = await pageOf(merchant, options, cursor, '200');
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

async function pageOf(
  merchant: string,
  options: AffectedOptions,
  cursor: string | undefined,
  limit?: string,
): Promise<AffectedAnswer> {
  const { on, months, language } = options;
  const asked = Object.entries({ on, months, language, cursor, limit });
  const given = asked.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const path = `delivery-policies/affected?${new URLSearchParams(given).toString()}`;
  return (await call(merchant, options, 'GET', path)) as AffectedAnswer;
}

function flat({ policy, ...row }: Affected): Record<string, unknown> {
  const { from, channel, action } = policy;
  return { ...row, from, channel, action };
}

function linesOf(answer: AffectedAnswer): string[] {
  const { on, debtorCount, invoiceCount, unknownInvoiceCount, items, nextCursor } = answer;
  const unknown =
    unknownInvoiceCount === 0
      ? []
      : [`! ${unknownInvoiceCount} invoices are of debtors whose country was not kept then`];
  return [
    `on ${on}: ${debtorCount} debtors, ${invoiceCount} invoices`,
    ...(items.length === 0 ? [] : tableOf(items, COLUMNS)),
    ...unknown,
    ...(nextCursor === null ? [] : [`more: --cursor ${nextCursor}`]),
  ];
}
