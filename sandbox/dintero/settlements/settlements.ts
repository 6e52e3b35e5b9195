import type { Clock } from '../../clock.js';
import { HttpError } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import type { DownloadStyle, SignStyle } from '../account-settings.js';
import type { Account } from '../account.js';
import type { Hooks } from '../messages/hooks.js';
import type { TransactionRecord } from '../records.js';
import { adjustedLines, type ReversalStyle, unsettledLines } from './settlement-lines.js';
import { netOf, type Attachment, type SettlementLine, type SettlementRecord } from './settlement-records.js';
import { markSettled, noteSettled } from './settlement-status.js';

/** What a settlement is to be; what is left out comes from the account, or is as it normally is. */
export interface SettlementOrder {
  readonly transactionIds?: readonly string[];
  readonly currency?: string;
  readonly feeBasisPoints?: number;
  readonly signStyle?: SignStyle;
  readonly downloadStyle?: DownloadStyle;
  readonly paymentStatus?: 'paid' | 'postponed';
  readonly jsonDelayMs?: number;
  readonly shortByMinor?: number;
  /** Where the missing money is missing: in a line, with everything adding up, or in the header alone. */
  readonly shortAs?: 'line' | 'header';
  readonly chargebackMinor?: number;
  readonly chargebackTransactionId?: string;
  readonly overByMinor?: number;
  readonly reversalAs?: ReversalStyle;
  readonly unknownLineMinor?: number;
  readonly settledAt?: string;
  readonly isTest?: boolean;
}

const CONTENT_TYPES = {
  json: 'application/json',
  csv: 'text/csv',
  xml: 'application/xml',
  pdf: 'application/pdf',
} as const;

/** Dintero's payouts: what was captured and not settled yet becomes one transfer with its reports. */
export class Settlements {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly hooks: Hooks,
  ) {}

  /** @throws HttpError 404 for a transaction that is not there, 409 when there is nothing to settle */
  create(account: Account, order: SettlementOrder): SettlementRecord {
    const now = this.clock.nowIso();
    const settledAt = new Date(order.settledAt ?? `${now.slice(0, 10)}T00:00:00Z`).toISOString();
    const lines = this.linesFor(account, order, settledAt.slice(0, 10));
    const times = lines.flatMap(({ event }) => (event === null ? [] : [event.created_at])).sort();
    const settlement: SettlementRecord = {
      id: this.newId(order.isTest === true),
      account,
      currency: currencyOf(lines) ?? order.currency ?? 'NOK',
      startAt: times.at(0) ?? settledAt,
      endAt: times.at(-1) ?? settledAt,
      createdAt: now,
      settledAt,
      lines,
      headerShortMinor: order.shortAs === 'header' ? (order.shortByMinor ?? 0) : 0,
      signs: order.signStyle ?? account.settings.settlementSigns,
      download: order.downloadStyle ?? account.settings.settlementDownload,
      attachments: this.attachments(order.jsonDelayMs ?? 0),
      updatedAt: now,
      paymentStatus: order.paymentStatus ?? 'paid',
    };
    account.settlements.push(settlement);
    for (const line of lines) noteSettled(settlement, line, netOf(line));
    // Its payload is not documented; the receiver must take it as a hint to list the settlements.
    this.hooks.fire(account, 'settlement_add', { settlement: { id: settlement.id } });
    return settlement;
  }

  /** A postponed settlement is transferred after all. @throws HttpError 409 when it was paid already */
  payOut(settlement: SettlementRecord): void {
    if (settlement.paymentStatus === 'paid') throw new HttpError(409, `Settlement ${settlement.id} is paid already.`);
    settlement.paymentStatus = 'paid';
    settlement.updatedAt = this.clock.nowIso();
    for (const line of settlement.lines) markSettled(settlement, line);
  }

  /** Transactions with payments since then (ISO 8601) that are in no settlement. */
  unsettledSince(account: Account, since: string): TransactionRecord[] {
    return account.transactions
      .all()
      .filter((record) => unsettledLines(record, 0).some((line) => (line.event?.created_at ?? '') >= since));
  }

  private linesFor(account: Account, order: SettlementOrder, date: string): SettlementLine[] {
    const feeBasisPoints = order.feeBasisPoints ?? account.settings.settlementFeeBasisPoints;
    const unsettled = chosen(account, order.transactionIds)
      .filter((record) => (order.currency ?? record.wire.currency) === record.wire.currency)
      .flatMap((record) => unsettledLines(record, feeBasisPoints));
    const lines = adjustedLines(unsettled, {
      feeBasisPoints,
      shortMinor: order.shortAs === 'header' ? 0 : (order.shortByMinor ?? 0),
      chargebackMinor: order.chargebackMinor ?? 0,
      chargebackOf: order.chargebackTransactionId === undefined ? null : known(account, order.chargebackTransactionId),
      overMinor: order.overByMinor ?? 0,
      reversalAs: order.reversalAs ?? 'refund',
      unknownMinor: order.unknownLineMinor ?? 0,
      date,
    });
    if (lines.length === 0) throw new HttpError(409, 'There is nothing to settle: no payment without a settlement.');
    return lines;
  }

  private newId(isTest: boolean): string {
    const run = this.random.digits(5);
    return `${isTest ? 'TEST-' : ''}R${run}-${this.random.hex(6).toUpperCase()}`;
  }

  private attachments(jsonDelayMs: number): Attachment[] {
    const folder = this.random.hex(16);
    return (['json', 'csv', 'xml', 'pdf'] as const).map((extension, index) => ({
      id: `at${index + 1}`,
      key: `settlements/${folder}/report.${extension}`,
      extension,
      contentType: CONTENT_TYPES[extension],
      readyAtMs: this.clock.nowMs() + (extension === 'json' ? jsonDelayMs : 0),
    }));
  }
}

function chosen(account: Account, ids: readonly string[] | undefined): readonly TransactionRecord[] {
  if (ids === undefined) return account.transactions.all();
  return ids.map((id) => known(account, id));
}

function known(account: Account, id: string): TransactionRecord {
  const record = account.transactions.get(id);
  if (record === null) throw new HttpError(404, `There is no transaction ${id} on ${account.id}.`);
  return record;
}

/** One settlement, one currency. @throws HttpError 409 when the lines have several */
function currencyOf(lines: readonly SettlementLine[]): string | null {
  const currencies = new Set(lines.flatMap(({ record }) => (record === null ? [] : [record.wire.currency])));
  if (currencies.size > 1) {
    throw new HttpError(409, `The payments are in ${[...currencies].join(' and ')}: say which currency to settle.`);
  }
  return [...currencies][0] ?? null;
}
