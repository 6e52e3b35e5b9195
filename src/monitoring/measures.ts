import { INVOICE_STATES, type InvoiceState } from '../domain/invoice/invoice-state.js';
import { LANES } from '../platform/jobs/step.js';
import { fromJobs, fromSql, type Measure } from './measure.js';

/** Finished invoices are not counted: there are more of them every day, and nobody is woken up for one. */
const FINISHED: readonly InvoiceState[] = ['paid', 'voided', 'closed', 'withdrawn'];

/** Whatever a person would be woken up for. Each statement costs what waits, not what was ever done: see migration 0020. */
export const MEASURES: readonly Measure[] = [
  {
    name: 'fakturabro_orders_waiting',
    help: 'Orders without an invoice: received and not decided yet, or stopped by an exception.',
    labels: ['merchant', 'state'],
    kinds: ['received', 'stopped'],
    read: fromSql(
      ['merchant', 'state'],
      `select merchant_id as merchant, state, count(*) as value from sales_order
       where merchant_id = any($1) and state in ('received', 'stopped') group by merchant_id, state`,
    ),
  },
  {
    name: 'fakturabro_invoices',
    help: 'Invoices that are not finished, by state.',
    labels: ['merchant', 'state'],
    kinds: INVOICE_STATES.filter((state) => !FINISHED.includes(state)),
    read: fromSql(
      ['merchant', 'state'],
      `select merchant_id as merchant, state, count(*) as value from invoice
       where merchant_id = any($1) and state not in (${FINISHED.map((state) => `'${state}'`).join(', ')}) group by merchant_id, state`,
    ),
  },
  {
    name: 'fakturabro_exceptions_open',
    help: 'Exceptions that wait for somebody, by code; a code without any has no series.',
    labels: ['merchant', 'code'],
    read: fromSql(
      ['merchant', 'code'],
      `select merchant_id as merchant, code, count(*) as value from exception_case
       where merchant_id = any($1) and state = 'open' group by merchant_id, code`,
    ),
  },
  {
    name: 'fakturabro_exception_oldest_age_seconds',
    help: 'How long the oldest open exception has waited; 0 when none is open.',
    labels: ['merchant'],
    isZeroWithout: true,
    read: fromSql(
      ['merchant'],
      `select merchant_id as merchant, extract(epoch from now() - min(opened_at)) as value from exception_case
       where merchant_id = any($1) and state = 'open' group by merchant_id`,
    ),
  },
  {
    name: 'fakturabro_inbox_waiting',
    help: 'Messages that were received and not handled yet.',
    labels: ['merchant'],
    isZeroWithout: true,
    read: fromSql(
      ['merchant'],
      `select merchant_id as merchant, count(*) as value from inbox where merchant_id = any($1) and handled_at is null group by merchant_id`,
    ),
  },
  {
    name: 'fakturabro_inbox_oldest_age_seconds',
    help: 'How long the oldest message has waited to be handled; 0 when none waits.',
    labels: ['merchant'],
    isZeroWithout: true,
    read: fromSql(
      ['merchant'],
      `select merchant_id as merchant, extract(epoch from now() - min(received_at)) as value from inbox
       where merchant_id = any($1) and handled_at is null group by merchant_id`,
    ),
  },
  {
    name: 'fakturabro_jobs_waiting',
    help: 'Jobs that wait for their first try, also those that were put off.',
    labels: ['merchant', 'lane'],
    kinds: LANES,
    read: fromJobs(({ waiting }) => waiting),
  },
  {
    name: 'fakturabro_jobs_retrying',
    help: 'Jobs that failed and wait for another try.',
    labels: ['merchant', 'lane'],
    kinds: LANES,
    read: fromJobs(({ retrying }) => retrying),
  },
  {
    name: 'fakturabro_jobs_failed',
    help: 'Jobs that gave up, ever since the start of this database: watch the increase. Each was an exception.',
    labels: ['merchant', 'lane'],
    kinds: LANES,
    read: fromJobs(({ failed }) => failed),
  },
  {
    name: 'fakturabro_job_oldest_due_age_seconds',
    help: 'How long the oldest job that could run has not been started; 0 when none is due.',
    labels: ['merchant', 'lane'],
    kinds: LANES,
    read: fromJobs(({ oldestDueSeconds }) => oldestDueSeconds),
  },
  {
    name: 'fakturabro_nightly_run_age_seconds',
    help: 'Since the last nightly run ended; missing before the first one.',
    labels: ['merchant'],
    read: fromSql(['merchant'], lastNight('extract(epoch from now() - finished_at)')),
  },
  {
    name: 'fakturabro_nightly_run_succeeded',
    help: 'Whether the last nightly run found everything in order (1) or needs attention (0); missing before the first one.',
    labels: ['merchant'],
    read: fromSql(['merchant'], lastNight(`(state = 'succeeded')::int`)),
  },
];

/** Through the unique key on merchant, kind and slot, because the table of runs grows with every poll. */
function lastNight(figure: string): string {
  return `select m.merchant, night.value from unnest($1::text[]) as m (merchant)
    cross join lateral (
      select ${figure} as value from run
      where merchant_id = m.merchant and kind = 'nightly-sync' and finished_at is not null
      order by finished_at desc limit 1) night`;
}
