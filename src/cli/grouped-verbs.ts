import type { Command } from 'commander';
import { type ApiOptions, call, groupOf, list, verb } from './api-verb.js';
import { print, tableOf } from './output.js';

interface ForecastAnswer {
  readonly items: readonly ComingInvoice[];
  readonly nextCursor: string | null;
}

interface ComingInvoice {
  readonly debtor: { readonly name: string; readonly organizationNumber: string; readonly reference: string | null };
  readonly currency: string;
  readonly issueDate: string;
  readonly dueDate: string;
  readonly orderCount: number;
  readonly totalAmount: number;
  readonly lastMomentToVoid: string;
  readonly warnings: readonly { readonly message: string }[];
}

interface ForecastOptions extends ApiOptions {
  readonly debtor?: string;
  readonly language?: string;
  readonly cursor?: string;
}

/** Verbs about invoices over many orders. */
export function addGroupedVerbs(program: Command): void {
  const grouped = groupOf(program, 'grouped', 'invoices over many orders');
  verb(grouped, 'forecast', 'what will be on the next ones, when, and until when that can be changed')
    .option('--debtor <id>', "the ERP's id of a debtor; left out: all of them")
    .option('--language <code>', 'nb, sv or en')
    .option('--cursor <cursor>', 'the nextCursor of the page before')
    .action(async (merchant: string, options: ForecastOptions) => {
      const { debtor: debtorId, language, cursor } = options;
      const given = Object.entries({ debtorId, language, cursor }).filter((entry): entry is [string, string] =>
        Boolean(entry[1]),
      );
      const path = `grouped-invoices/forecast?${new URLSearchParams(given).toString()}`;
      const answer = (await call(merchant, options, 'GET', path)) as ForecastAnswer;
      print(options, answer, () => answer.items.flatMap(linesOf));
    });
  list(grouped, 'list', 'the ones that are made, newest first', 'grouped-invoices', [
    'invoiceNumber',
    'invoiceDate',
    'dueDate',
    'orderCount',
    'totalAmount',
    'openAmount',
    'currency',
  ]);
}

function linesOf(invoice: ComingInvoice): string[] {
  const { debtor, warnings, lastMomentToVoid } = invoice;
  const reference = debtor.reference === null ? '' : `, ${debtor.reference}`;
  return [
    `${debtor.name} (${debtor.organizationNumber}${reference})`,
    ...tableOf([{ ...invoice }], ['issueDate', 'dueDate', 'orderCount', 'totalAmount', 'currency']),
    lastMomentToVoid,
    ...warnings.map(({ message }) => `! ${message}`),
    '',
  ];
}
