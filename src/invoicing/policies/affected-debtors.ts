import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RuleViolation } from '../../domain/errors.js';
import { type DeliveryPolicy, policiesInForce } from '../../domain/invoice/delivery-policy.js';
import type { LocalDate } from '../../domain/local-date.js';
import type { Merchant } from '../../domain/merchant.js';
import { exactNumber } from '../../domain/money.js';
import type { DebtorType, InvoiceChannel, Language } from '../../domain/order/order.js';
import { query, queryOne } from '../../platform/database/sql.js';
import type { Page } from '../../platform/http/page.js';
import { AFFECTED, AFFECTED_TOTALS } from './affected.sql.js';
import { policyWordsIn } from './policy-words.js';

export interface AffectedWish {
  /** The day on which the invoices of the last months are thought to be issued. */
  readonly on: LocalDate;
  readonly months: number;
  readonly language: Language;
  readonly cursor: string | null;
  readonly limit: number;
}

/** A debtor whose invoices a policy is about, with what the last months' invoices say of it. */
export class AffectedDebtorView {
  readonly debtorId!: string;
  readonly debtorType!: DebtorType;
  readonly countries!: readonly string[];
  /** Who delivers to it now; null where the account at the provider decides. */
  readonly currentChannel!: InvoiceChannel | null;
  readonly invoiceCount!: number;
  readonly totalAmount!: number;
  readonly currency!: string;
  readonly lastInvoiceAt!: string;
  readonly policy!: Omit<DeliveryPolicy, 'when'>;
  /** What will happen, in words. */
  readonly effect!: string;
}

export interface AffectedTotals {
  readonly debtorCount: number;
  readonly invoiceCount: number;
  readonly totalMinor: bigint;
  /** Invoices from before the debtor's country was kept: nobody can tell of them. */
  readonly unknownCount: number;
}

interface Row {
  readonly debtor_id: string;
  readonly nr: number;
  readonly channel: InvoiceChannel | null;
  readonly invoices: string;
  readonly total: string;
  readonly last_at: Date;
  readonly debtor_type: DebtorType;
  readonly countries: string[];
}

/** Who a delivery policy affects, told before its day: debtors by the invoices they had. */
@Injectable()
export class AffectedDebtors {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws RuleViolation CURSOR_INVALID */
  async page(merchant: Merchant, wish: AffectedWish): Promise<Page<AffectedDebtorView>> {
    const policies = policiesInForce(merchant.invoicing.policies, wish.on);
    const rows = await query<Row>(this.dataSource.manager, AFFECTED, [
      merchant.id,
      wish.months,
      asRecords(policies),
      ...placeOf(wish.cursor),
      wish.limit + 1,
    ]);
    const shown = rows.slice(0, wish.limit);
    return {
      items: shown.map((row) => viewOf(merchant, row, policies, wish.language)),
      nextCursor: rows.length > wish.limit ? cursorOf(shown.at(-1)) : null,
    };
  }

  async totals(merchant: Merchant, on: LocalDate, months: number): Promise<AffectedTotals> {
    const policies = policiesInForce(merchant.invoicing.policies, on);
    const row = await queryOne<Record<'debtors' | 'invoices' | 'total' | 'unknown', string>>(
      this.dataSource.manager,
      AFFECTED_TOTALS,
      [merchant.id, months, asRecords(policies)],
    );
    return {
      debtorCount: Number(row?.debtors ?? 0),
      invoiceCount: Number(row?.invoices ?? 0),
      totalMinor: BigInt(row?.total ?? 0),
      unknownCount: Number(row?.unknown ?? 0),
    };
  }
}

function asRecords(policies: readonly DeliveryPolicy[]): string {
  return JSON.stringify(
    policies.map(({ when, channel }, nr) => ({ nr, debtor: when.debtor, countries: when.countries, channel })),
  );
}

function viewOf(
  merchant: Merchant,
  row: Row,
  policies: readonly DeliveryPolicy[],
  language: Language,
): AffectedDebtorView {
  const policy = policies[row.nr];
  if (!policy) throw new Error(`There is no policy ${row.nr}.`);
  const { from, channel, action, text } = policy;
  return {
    debtorId: row.debtor_id,
    debtorType: row.debtor_type,
    countries: row.countries,
    currentChannel: row.channel,
    invoiceCount: Number(row.invoices),
    totalAmount: exactNumber(BigInt(row.total)),
    currency: merchant.baseCurrency,
    lastInvoiceAt: row.last_at.toISOString(),
    policy: { from, channel, action, text },
    effect: policyWordsIn(language).effect(policy),
  };
}

function cursorOf(row: Row | undefined): string | null {
  if (!row) return null;
  return Buffer.from(JSON.stringify([row.debtor_id, row.nr, row.channel ?? ''])).toString('base64url');
}

function placeOf(cursor: string | null): [string | null, number | null, string | null] {
  if (cursor === null) return [null, null, null];
  const place = readPlace(cursor);
  if (Array.isArray(place) && place.length === 3) {
    const [debtorId, nr, channel] = place as unknown[];
    const isOurs = typeof debtorId === 'string' && Number.isInteger(nr) && typeof channel === 'string';
    if (isOurs) return [debtorId, nr as number, channel];
  }
  throw new RuleViolation('CURSOR_INVALID', 'The cursor is not one of ours; send the nextCursor of the page before.');
}

function readPlace(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
