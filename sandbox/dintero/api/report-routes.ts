import type { Express } from 'express';
import type { Clock } from '../../clock.js';
import { type Answer, json } from '../../http/answer.js';
import type { Storage, StoredFile } from '../documents/storage.js';
import type { Account } from '../account.js';
import { type Admission, type Call } from './admission.js';
import { pageAfter, readLimit } from './page-query.js';

const SCOPES = ['read:reports', 'admin:reports'];
const PAGE = { parameters: ['limit', 'starting_after'], limitDefault: 10, limitMax: 100 };

/** Monthly reports on transactions: one for every month that is over and in which there was a transaction. */
export function reportRoutes(app: Express, admission: Admission, clock: Clock, storage: Storage): void {
  const metadata = ({ account, incoming }: Call): Answer => {
    const limit = readLimit(incoming.query, PAGE);
    const months = monthsBefore(account, clock.nowIso().slice(0, 7));
    const { page, next } = pageAfter(months, (month) => month, incoming.query.get('starting_after'), limit);
    const reports = page.map((month) => reportJson(account, month, storage));
    return json({ reports, ...(next === null ? {} : { starting_after: next }) });
  };
  app.get('/v1/accounts/:aid/reports/metadata', admission.route('reports.metadata', SCOPES, metadata));
}

/** Newest first. */
function monthsBefore({ transactions }: Account, thisMonth: string): string[] {
  const months = new Set(transactions.all().map(({ wire }) => wire.created_at.slice(0, 7)));
  return [...months].filter((month) => month < thisMonth).toSorted((one, other) => other.localeCompare(one));
}

function reportJson(account: Account, month: string, storage: Storage): Record<string, unknown> {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const file = monthlyReport(account, month);
  return {
    id: month,
    report_job_id: `monthly-${month}`,
    content_type: file.contentType,
    content_language: 'en',
    created_at: new Date(Date.UTC(year, number, 1, 4)).toISOString(),
    data_from: new Date(Date.UTC(year, number - 1, 1)).toISOString(),
    data_to: new Date(Date.UTC(year, number, 1)).toISOString(),
    data_type: 'checkout_transaction',
    schedule: 'monthly',
    report_file_name: file.name,
    report_filters: [],
    signed_url: storage.sign(file, account.id).url,
  };
}

function monthlyReport({ transactions }: Account, month: string): StoredFile {
  const rows = transactions
    .all()
    .filter(({ wire }) => wire.created_at.startsWith(month))
    .map(({ wire }) => [wire.id, wire.merchant_reference, wire.status, wire.amount, wire.currency].join(','));
  const content = ['id,merchant_reference,status,amount,currency', ...rows].join('\n');
  return { name: `transactions-${month}.csv`, contentType: 'text/csv', content: () => Buffer.from(content) };
}
