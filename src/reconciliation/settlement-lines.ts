import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReportedLine } from '../domain/settlement/settlement.js';
import { query } from '../platform/database/sql.js';
import { MATCH_LINES } from './match-lines.sql.js';
import type { Settlement } from './settlements.js';

/** A line with money, to be paired. Amounts in minor units, positive. */
export interface MoneyLine {
  readonly no: number;
  /** The line's own, or that of our invoice with its reference. */
  readonly transactionId: string | null;
  readonly amountMinor: bigint;
  /** The day it happened, as far as the report says. */
  readonly occurredOn: string | null;
  /** Our invoice with that transaction, if there is one. */
  readonly invoiceId: string | null;
}

/** A payment that no line has paid out yet, or of which something was not taken back yet. */
export interface LinePayment {
  readonly id: string;
  readonly invoiceId: string;
  readonly transactionId: string;
  readonly leftMinor: bigint;
  /** Whether the debtor still owes something on its invoice. */
  readonly isOpen: boolean;
}

const PAYMENT_COLUMNS =
  'p.id, p.invoice_id as "invoiceId", p.transaction_id as "transactionId", i.open_minor > 0 as "isOpen"';

/** The lines of settlements, and the payments they pay out or take back. */
@Injectable()
export class SettlementLines {
  /** Takes the lines of the newest report; the files of earlier ones are kept. */
  async replaceLines(manager: EntityManager, id: string, lines: readonly ReportedLine[]): Promise<void> {
    await manager.query('delete from settlement_line where settlement_pk = $1', [id]);
    await manager.query(
      `insert into settlement_line (settlement_pk, no, type, transaction_id, reference, event_reference, capture_minor,
         refund_minor, fee_minor, chargeback_minor, net_minor, occurred_on, product)
       select $1, l.no, l.type, l.transaction_id, l.reference, l.event_reference, l.capture, l.refund, l.fee, l.chargeback,
         l.net, l.occurred_on, l.product
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
                   $10::bigint[], $11::date[], $12::text[])
         with ordinality as l (type, transaction_id, reference, event_reference, capture, refund, fee, chargeback, net,
                               occurred_on, product, no)`,
      [
        id,
        lines.map((line) => line.type),
        lines.map((line) => line.transactionId),
        lines.map((line) => line.reference),
        lines.map((line) => line.eventReference),
        lines.map((line) => line.captureMinor.toString()),
        lines.map((line) => line.refundMinor.toString()),
        lines.map((line) => line.feeMinor.toString()),
        lines.map((line) => line.chargebackMinor.toString()),
        lines.map((line) => line.netMinor.toString()),
        lines.map((line) => line.date),
        lines.map((line) => line.product),
      ],
    );
  }

  /** Pairs the lines that pay something out with payments, each at most once; gives those that are left over. */
  async matchLines(manager: EntityManager, merchantId: string, settlement: Settlement): Promise<MoneyLine[]> {
    await manager.query(MATCH_LINES, [merchantId, settlement.id, settlement.settlementId]);
    return this.lines(manager, merchantId, settlement, 'l.capture_minor', 'l.payment_id is null');
  }

  /** The lines that take something back. */
  async reversalLines(manager: EntityManager, merchantId: string, settlement: Settlement): Promise<MoneyLine[]> {
    const amount = 'abs(l.refund_minor) + abs(l.chargeback_minor) + greatest(-l.capture_minor, 0)';
    return this.lines(manager, merchantId, settlement, amount, 'true');
  }

  /** Payments of these transactions that no line has paid out. */
  async unsettledPayments(
    manager: EntityManager,
    merchantId: string,
    transactionIds: readonly string[],
  ): Promise<LinePayment[]> {
    return this.payments(
      manager,
      `select ${PAYMENT_COLUMNS}, p.amount_minor as left from payment p join invoice i on i.id = p.invoice_id
       where p.merchant_id = $1 and p.transaction_id = any($2) 
         and not exists (select 1 from settlement_line l where l.payment_id = p.id)
         and not exists (select 1 from settlement_line l where l.overpayment_id = p.id)
       order by p.paid_at, p.id`,
      [merchantId, transactionIds],
    );
  }

  /** Payments of these transactions with what of them was not taken back. */
  async reversiblePayments(
    manager: EntityManager,
    merchantId: string,
    transactionIds: readonly string[],
  ): Promise<LinePayment[]> {
    return this.payments(
      manager,
      `select ${PAYMENT_COLUMNS}, p.amount_minor - coalesce(
         (select sum(r.amount_minor) from payment_reversal r where r.payment_id = p.id), 0) as left
       from payment p join invoice i on i.id = p.invoice_id
       where p.merchant_id = $1 and p.transaction_id = any($2) order by p.paid_at, p.id`,
      [merchantId, transactionIds],
    );
  }

  async setLine(
    manager: EntityManager,
    settlement: Settlement,
    no: number,
    pair: { readonly paymentId?: string; readonly overpaymentId?: string; readonly reversedPaymentId?: string },
    matchedBy: string,
  ): Promise<void> {
    await manager.query(
      `update settlement_line set payment_id = coalesce($3, payment_id), overpayment_id = $4, reversed_payment_id = $5,
         matched_by = $6
       where settlement_pk = $1 and no = $2`,
      [
        settlement.id,
        no,
        pair.paymentId ?? null,
        pair.overpaymentId ?? null,
        pair.reversedPaymentId ?? null,
        matchedBy,
      ],
    );
  }

  private async lines(
    manager: EntityManager,
    merchantId: string,
    { id }: Settlement,
    amount: string,
    condition: string,
  ): Promise<MoneyLine[]> {
    const rows = await query<Omit<MoneyLine, 'amountMinor'> & { readonly amount: string }>(
      manager,
      `select l.no, coalesce(l.transaction_id, i.transaction_id) as "transactionId", ${amount} as amount,
         l.occurred_on as "occurredOn", i.id as "invoiceId"
       from settlement_line l left join lateral (
         select i.id, i.transaction_id from invoice i
         where i.merchant_id = $1 and (i.transaction_id = l.transaction_id or (l.transaction_id is null and i.reference = l.reference))
         limit 1) i on true
       where l.settlement_pk = $2 and ${amount} > 0 and ${condition} order by l.no`,
      [merchantId, id],
    );
    return rows.map(({ amount: minor, ...row }) => ({ ...row, amountMinor: BigInt(minor) }));
  }

  private async payments(manager: EntityManager, text: string, parameters: readonly unknown[]): Promise<LinePayment[]> {
    const rows = await query<Omit<LinePayment, 'leftMinor'> & { readonly left: string }>(manager, text, parameters);
    return rows.map(({ left, ...row }) => ({ ...row, leftMinor: BigInt(left) }));
  }
}
