import type { Command } from 'commander';
import { type ApiOptions, call, groupOf, list, verb } from './api-verb.js';
import { print } from './output.js';

interface ReasonOptions extends ApiOptions {
  readonly reason: string;
}

const REASON = ['--reason <text>', 'why; kept in the audit trail'] as const;

/** Verbs about invoice e-mails: what was sent, sending it again, and addresses that get no mail. */
export function addDeliveryVerbs(program: Command): void {
  list(program, 'deliveries', 'what was sent to whom, newest first', 'deliveries', [
    'id',
    'invoice',
    'recipient',
    'state',
    'acceptedAt',
    'deliveredAt',
    'bouncedAt',
  ]);
  const invoice = groupOf(program, 'invoice', 'one invoice');
  verb(invoice, 'resend', 'send the invoice once more: to where it goes, elsewhere, or to the fallback address')
    .argument('<reference>', 'reference of the invoice')
    .option('--to <address>', 'another address, this time only')
    .option('--fallback', 'the merchant’s fallback address')
    .requiredOption(...REASON)
    .action(async (merchant: string, reference: string, options: ReasonOptions & { to?: string; fallback?: true }) => {
      const { to, fallback, reason } = options;
      await send(merchant, reference, options, 'resend', { to, fallback, reason });
    });
  verb(invoice, 'address', 'put another address in place of the order’s, and send the invoice there')
    .argument('<reference>', 'reference of the invoice')
    .argument('<address>', 'the right address')
    .requiredOption(...REASON)
    .action(async (merchant: string, reference: string, to: string, options: ReasonOptions) => {
      await send(merchant, reference, options, 'address', { to, reason: options.reason });
    });
  verb(invoice, 'hand-over', 'void the invoice, and have the order invoiced again with Kravia delivering')
    .argument('<reference>', 'reference of the invoice')
    .requiredOption(...REASON)
    .action(async (merchant: string, reference: string, options: ReasonOptions) => {
      const path = `invoices/${encodeURIComponent(reference)}/hand-over`;
      const done = (await call(merchant, options, 'POST', path, { reason: options.reason })) as {
        order: string;
        revision: number;
      };
      print(options, done, () => [
        `${done.order} is invoiced again as revision ${done.revision} once the void is proved`,
      ]);
    });
  addSuppressionVerbs(program);
}

function addSuppressionVerbs(program: Command): void {
  const suppressions = program.command('suppressions').description('addresses that get no mail');
  list(suppressions, 'list', 'those in force, newest first', 'suppressions', [
    'id',
    'address',
    'cause',
    'status',
    'since',
    'addedBy',
  ]);
  verb(suppressions, 'add', 'send no more mail to an address')
    .argument('<address>', 'the address')
    .requiredOption(...REASON)
    .action(async (merchant: string, address: string, options: ReasonOptions) => {
      const body = { address, reason: options.reason };
      const { suppressed } = (await call(merchant, options, 'POST', 'suppressions', body)) as {
        suppressed: string | null;
      };
      print(options, { suppressed }, () => [
        suppressed === null ? 'it was on the list already' : `${suppressed} added`,
      ]);
    });
  verb(suppressions, 'lift', 'let mail go to an address again, and send what waited for that')
    .argument('<id>', 'id of the suppression')
    .requiredOption(...REASON)
    .action(async (merchant: string, id: string, options: ReasonOptions) => {
      const path = `suppressions/${id}/lift`;
      const done = (await call(merchant, options, 'POST', path, { reason: options.reason })) as { sent: number };
      print(options, done, () => [`${id} lifted, ${done.sent} sent`]);
    });
}

async function send(
  merchant: string,
  reference: string,
  options: ApiOptions,
  action: 'resend' | 'address',
  body: object,
): Promise<void> {
  const path = `invoices/${encodeURIComponent(reference)}/${action}`;
  const { delivery } = (await call(merchant, options, 'POST', path, body)) as { delivery: string };
  print(options, { delivery }, () => [`${reference} is sent as delivery ${delivery}`]);
}
