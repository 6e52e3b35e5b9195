import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type InvoiceState, OPEN_STATES } from '../domain/invoice/invoice-state.js';
import { isUnchanged, type ProviderStamp } from '../domain/invoice/provider-transaction.js';
import type { Merchant } from '../domain/merchant.js';
import { query } from '../platform/database/sql.js';
import { Steps } from '../platform/jobs/steps.js';
import { InvoiceGateway } from './invoice-gateway.port.js';
import { SessionGateway } from './session-gateway.port.js';
import { NUDGE_TRANSACTION, REFRESH_INVOICE, WATCH_SESSION } from './steps.js';
import { TransactionNudges } from './transaction-nudges.js';

/** Below every id. */
export const FROM_THE_START = '0';

/** Money that was on its way when an invoice was cancelled arrives within so many days, if at all. */
const DAYS_AFTER_VOID = 30;

/** How many transactions the provider shows in one answer. */
const GLANCE = 100;

/** A grouped invoice is late for so long at most; then looking for it in vain every time ends. */
const OWED_DAYS_MAX = 60;

/** On and after its day of issue the number of a grouped invoice may appear without a change that a glance shows. */
const IS_OWED = `(billing_group_id is not null and voided_at is null and invoice_number is null
  and issue_due between (now() at time zone $6)::date - ${OWED_DAYS_MAX} and (now() at time zone $6)::date)`;

const COLUMNS = `id, state, transaction_id as "transactionId", open_session_id as "sessionId",
  checkout_expires_at as "expiresAt", provider_stamp as stamp, ${IS_OWED} as "isOwed"`;

interface OpenInvoice {
  readonly id: string;
  readonly state: InvoiceState;
  readonly transactionId: string | null;
  readonly sessionId: string | null;
  readonly expiresAt: Date | null;
  readonly stamp: ProviderStamp | null;
  readonly isOwed: boolean;
}

export interface PollProgress {
  /** Where the next part begins; null when everything was looked at. */
  readonly next: string | null;
  readonly looked: number;
  readonly changed: number;
}

/** Looks at every open transaction to find what callbacks missed; the changed ones are read by steps of their own. */
@Injectable()
export class PollOpen {
  constructor(
    private readonly dataSource: DataSource,
    private readonly gateway: InvoiceGateway,
    private readonly sessions: SessionGateway,
    private readonly steps: Steps,
    private readonly nudges: TransactionNudges,
  ) {}

  /** One part: at most a hundred invoices after `after`. @param because names the poll, so that each looks once */
  async run(merchant: Merchant, after: string, because: string): Promise<PollProgress> {
    if (after === FROM_THE_START) await this.nudge(merchant);
    const open = await query<OpenInvoice>(
      this.dataSource.manager,
      // In parts, because each has an index of its own.
      `(select ${COLUMNS} from invoice
        where merchant_id = $1 and id > $2 and state = any($3) and transaction_id is not null order by id limit $4)
       union all
       (select ${COLUMNS} from invoice
        where merchant_id = $1 and id > $2 and state = 'awaiting-debtor' and open_session_id is not null
        order by id limit $4)
       union all
       (select ${COLUMNS} from invoice
        where merchant_id = $1 and id > $2 and state in ('voided', 'closed') and voided_at > now() - make_interval(days => $5)
        order by id limit $4)
       order by id limit $4`,
      [merchant.id, after, OPEN_STATES, GLANCE, DAYS_AFTER_VOID, merchant.timeZone],
    );
    if (open.length === 0) return { next: null, looked: 0, changed: 0 };
    const [waiting, transactions] = partition(open);
    const changed = [
      ...(await this.changedTransactions(merchant, transactions)).map((id) => ({ step: REFRESH_INVOICE, id })),
      ...(await this.changedSessions(merchant, waiting)).map((id) => ({ step: WATCH_SESSION, id })),
    ];
    await this.dataSource.transaction(async (manager) => {
      const wishes = changed.map(({ step, id }) => ({ step, merchantId: merchant.id, subject: id, because }));
      await this.steps.enqueue(manager, ...wishes);
    });
    const next = open.length < GLANCE ? null : (open.at(-1)?.id ?? null);
    return { next, looked: open.length, changed: changed.length };
  }

  private async changedTransactions(merchant: Merchant, open: readonly OpenInvoice[]): Promise<string[]> {
    const ids = open.flatMap(({ transactionId }) => transactionId ?? []);
    if (ids.length === 0) return [];
    const glances = await this.gateway.glance(merchant, ids);
    const seen = new Map(glances.map(({ transactionId, stamp }) => [transactionId, stamp]));
    return open.flatMap(({ id, transactionId, stamp, isOwed }) => {
      const glance = seen.get(transactionId ?? '');
      return isOwed || !glance || !isUnchanged(glance, stamp) ? [id] : [];
    });
  }

  /** A session shows by its transaction that the debtor has been there, and by our clock that the link ran out. */
  private async changedSessions(merchant: Merchant, open: readonly OpenInvoice[]): Promise<string[]> {
    const ids = open.flatMap(({ sessionId }) => sessionId ?? []);
    if (ids.length === 0) return [];
    const paid = await this.sessions.paidAmong(merchant, ids);
    const now = new Date();
    return open.flatMap(({ id, sessionId, expiresAt }) =>
      paid.has(sessionId ?? '') || (expiresAt !== null && expiresAt <= now) ? [id] : [],
    );
  }

  /** A look does not help a transaction that hangs: the provider itself must be asked to look. */
  private async nudge(merchant: Merchant): Promise<void> {
    const due = await this.nudges.due(merchant.id);
    if (due.length === 0) return;
    const wishes = due.map((id) => ({ step: NUDGE_TRANSACTION, merchantId: merchant.id, subject: id }));
    await this.dataSource.transaction((manager) => this.steps.enqueue(manager, ...wishes));
  }
}

function partition(open: readonly OpenInvoice[]): [waiting: OpenInvoice[], transactions: OpenInvoice[]] {
  return [
    open.filter(({ state }) => state === 'awaiting-debtor'),
    open.filter(({ state }) => state !== 'awaiting-debtor'),
  ];
}
