import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { VOID_CAUSES } from '../domain/invoice/void-cause.js';
import { type ApiOptions, call, groupOf, type Items, list, verb } from './api-verb.js';
import { CliError, EXIT, print, tableOf } from './output.js';

/** Verbs that ask a running connector. Each takes the merchant first. */
export function addApiVerbs(program: Command): void {
  list(program, 'orders', 'orders, newest first', 'orders', [
    'orderId',
    'state',
    'totalAmount',
    'currency',
    'updatedAt',
  ]);
  list(program, 'invoices', 'invoices, newest first', 'invoices', [
    'reference',
    'state',
    'invoiceNumber',
    'totalAmount',
    'openAmount',
    'dueDate',
    'collectionStartedAt',
    'acceptedAt',
    'deliveredAt',
    'bouncedAt',
  ]);

  verb(program, 'sync', 'start a nightly sync and wait for it').action(
    async (merchant: string, options: ApiOptions) => {
      const run = await runAndWait(merchant, options);
      print(options, run, () => [`${run.state}: ${run.result ?? ''}`]);
      if (run.state !== 'succeeded') throw new CliError('', EXIT.failed);
    },
  );

  const exceptions = program.command('exceptions').description('what stopped and waits for somebody');
  list(exceptions, 'list', 'open exceptions, newest first', 'exceptions', ['id', 'code', 'owner', 'what', 'next']);
  verb(exceptions, 'retry', 'try again the step of one exception, or of all')
    .argument('[id]', 'id of the exception; left out: all of them')
    .action(async (merchant: string, id: string | undefined, options: ApiOptions) => {
      const path = id === undefined ? 'exceptions/retry' : `exceptions/${id}/retry`;
      const done = (await call(merchant, options, 'POST', path, {})) as { retried: number };
      print(options, done, () => [`${done.retried} retried`]);
    });
  verb(exceptions, 'decide', 'decide what only a person can decide')
    .argument('<id>', 'id of the exception')
    .argument('<choice>', 'one of its choices')
    .action(async (merchant: string, id: string, choice: string, options: ApiOptions) => {
      const done = (await call(merchant, options, 'POST', `exceptions/${id}/decide`, { choice })) as {
        decided: string;
      };
      print(options, done, () => [`${id} decided: ${done.decided}`]);
    });
  verb(exceptions, 'resolve', 'close an exception')
    .argument('<id>', 'id of the exception')
    .requiredOption('--reason <text>', 'why it is settled')
    .action(async (merchant: string, id: string, options: ApiOptions & { reason: string }) => {
      await call(merchant, options, 'POST', `exceptions/${id}/resolve`, { reason: options.reason });
      print(options, { resolved: id }, () => [`${id} resolved`]);
    });

  const invoice = groupOf(program, 'invoice', 'one invoice');
  verb(invoice, 'void', 'cancel what is unpaid of an invoice')
    .argument('<reference>', 'reference of the invoice, such as SO-10017-1')
    .requiredOption('--cause <cause>', `one of ${VOID_CAUSES.join(', ')}, or words`)
    .option('--note <text>', 'more about it')
    .action(async (merchant: string, reference: string, options: ApiOptions & { cause: string; note?: string }) => {
      const { cause, note } = options;
      const body = { cause, ...(note === undefined ? {} : { note }) };
      const path = `invoices/${encodeURIComponent(reference)}/void`;
      const done = (await call(merchant, options, 'POST', path, body)) as { outcome: string; detail: string };
      print(options, done, () => [`${done.outcome}: ${done.detail}`]);
    });

  verb(invoice, 'number', 'say what the ERP calls an invoice')
    .argument('<reference>', 'reference of the invoice, such as SO-10017-1')
    .argument('<number>', 'its number in the ERP')
    .action(async (merchant: string, reference: string, number: string, options: ApiOptions) => {
      const path = `invoices/${encodeURIComponent(reference)}/erp-number`;
      const done = await call(merchant, options, 'PUT', path, { number });
      print(options, done, () => [`${reference} is ${number} in the ERP`]);
    });

  const ledger = program.command('ledger').description('the books');
  verb(ledger, 'balances', 'the trial balance')
    .option('--at <date>', 'the last entry date that counts')
    .option('--known-at <moment>', 'only what was written by then')
    .action(async (merchant: string, options: ApiOptions & { at?: string; knownAt?: string }) => {
      const query = new URLSearchParams({
        ...(options.at ? { at: options.at } : {}),
        ...(options.knownAt ? { known_at: options.knownAt } : {}),
      });
      const answer = (await call(merchant, options, 'GET', `balances?${query.toString()}`)) as { items: Items };
      print(options, answer, () =>
        tableOf(answer.items, ['account', 'role', 'currency', 'debit', 'credit', 'balance']),
      );
    });
}

interface RunAnswer {
  readonly id: string;
  readonly state: string;
  readonly result: string | null;
}

async function runAndWait(merchant: string, options: ApiOptions): Promise<RunAnswer> {
  let run = (await call(merchant, options, 'POST', 'runs', { kind: 'nightly-sync' })) as RunAnswer;
  while (run.state === 'queued' || run.state === 'running') {
    await sleep(300);
    run = (await call(merchant, options, 'GET', `runs/${run.id}`)) as RunAnswer;
  }
  return run;
}
