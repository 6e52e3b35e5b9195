import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exactNumber } from '../domain/money.js';
import { query } from '../platform/database/sql.js';

/** One account in one currency; `balance` is debit minus credit, all in minor units. */
export class AccountBalance {
  readonly account!: string;
  readonly role!: string;
  readonly currency!: string;
  readonly debit!: number;
  readonly credit!: number;
  readonly balance!: number;
}

interface Row {
  readonly account: string;
  readonly role: string;
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
}

/** What every account amounts to. */
@Injectable()
export class Balances {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param at the last entry date that counts, or null for all
   * @param knownAt only what we had written by then, or null for all; the same pair gives the same answer for ever
   */
  async of(merchantId: string, at: string | null, knownAt: Date | null): Promise<AccountBalance[]> {
    const rows = await query<Row>(
      this.dataSource.manager,
      `select p.account, min(p.role) as role, p.currency,
         coalesce(sum(p.amount_minor) filter (where p.side = 'D'), 0) as debit,
         coalesce(sum(p.amount_minor) filter (where p.side = 'C'), 0) as credit
       from posting p
       where p.merchant_id = $1 and ($2::date is null or p.entry_date <= $2)
         and ($3::timestamptz is null or exists (
           select 1 from journal_entry e where e.id = p.entry_id and e.created_at <= $3))
       group by p.account, p.currency order by p.account, p.currency`,
      [merchantId, at, knownAt],
    );
    return rows.map(({ account, role, currency, debit, credit }) => ({
      account,
      role,
      currency: currency.trim(),
      debit: exactNumber(BigInt(debit)),
      credit: exactNumber(BigInt(credit)),
      balance: exactNumber(BigInt(debit) - BigInt(credit)),
    }));
  }
}
