import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Merchant } from '../domain/merchant.js';
import { matchReversals } from '../domain/settlement/match-reversals.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { AddOverpayment } from '../invoicing/add-overpayment.js';
import { ReversePayments, type TakenBack } from '../invoicing/reverse-payments.js';
import { type LinePayment, type MoneyLine, SettlementLines } from './settlement-lines.js';
import type { Settlement } from './settlements.js';

/** Lines with money that fit no payment of ours. */
export interface Unpaired {
  readonly code: ExceptionCode;
  /** Whether reading the transactions once more may help. */
  readonly mayCome: boolean;
  readonly lines: readonly MoneyLine[];
}

/** A line that pays out more than the payment it belongs to, on an invoice with nothing open. */
interface OverpaidLine {
  readonly line: MoneyLine;
  readonly payment: LinePayment;
}

export interface Pairing {
  /** What stops the settlement; null when every line with money has its payment. */
  readonly unpaired: Unpaired | null;
  /** What can be booked although no event shows it; to be looked at once more before that. */
  readonly surprising: Unpaired | null;
  readonly overpaid: readonly OverpaidLine[];
  readonly reversed: readonly { readonly line: MoneyLine; readonly paymentId: string }[];
}

/** Pairs every line of a settlement that has money with the payment it pays out, or takes back. */
@Injectable()
export class PairLines {
  constructor(
    private readonly lines: SettlementLines,
    private readonly overpayments: AddOverpayment,
    private readonly reversals: ReversePayments,
  ) {}

  async find(manager: EntityManager, merchant: Merchant, settlement: Settlement): Promise<Pairing> {
    const left = await this.lines.matchLines(manager, merchant.id, settlement);
    const payments = await this.lines.unsettledPayments(manager, merchant.id, transactionsOf(left));
    const overpaid = left.flatMap((line) => overpaidBy(line, payments));
    const unknown = left.filter((line) => overpaid.every((pair) => pair.line !== line));
    const { reversed, doubtful } = await this.findReversals(manager, merchant, settlement);
    return {
      unpaired: toUnpaired('SETTLEMENT_LINE_UNKNOWN', unknown) ?? doubtful,
      surprising: toUnpaired(
        'SETTLEMENT_LINE_UNKNOWN',
        overpaid.map(({ line }) => line),
      ),
      overpaid,
      reversed,
    };
  }

  private async findReversals(
    manager: EntityManager,
    merchant: Merchant,
    settlement: Settlement,
  ): Promise<Pick<Pairing, 'reversed'> & { readonly doubtful: Unpaired | null }> {
    const lines = await this.lines.reversalLines(manager, merchant.id, settlement);
    const paid = await this.lines.reversiblePayments(manager, merchant.id, transactionsOf(lines));
    const { matched, unmatched } = matchReversals(lines, paid);
    const reversed = matched.flatMap(({ no, paymentId }) => {
      const line = lines.find((some) => some.no === no);
      return line ? [{ line, paymentId }] : [];
    });
    const doubtful = lines.filter(({ no }) => unmatched.some((some) => some.no === no));
    // Where several payments could be meant, knowing more of them does not help.
    const mayCome = doubtful.every((line) => paid.every((payment) => payment.transactionId !== line.transactionId));
    return { reversed, doubtful: toUnpaired('SETTLEMENT_REVERSAL_UNKNOWN', doubtful, mayCome) };
  }

  /** Books what the pairing found beyond the payments that are in the books already. */
  async book(manager: EntityManager, merchant: Merchant, settlement: Settlement, pairing: Pairing): Promise<void> {
    for (const { line, payment } of pairing.overpaid) {
      const overpaymentId = await this.overpayments.run(manager, merchant, {
        key: keyOf(settlement, line),
        invoiceId: payment.invoiceId,
        amountMinor: line.amountMinor - payment.leftMinor,
        at: dayOf(settlement, line),
      });
      const pair = { paymentId: payment.id, ...(overpaymentId === null ? {} : { overpaymentId }) };
      await this.lines.setLine(manager, settlement, line.no, pair, 'transaction, and more than was open');
    }
    const takenBack = pairing.reversed.map(({ line, paymentId }): TakenBack => ({
      key: keyOf(settlement, line),
      settlementId: settlement.settlementId,
      paymentId,
      amountMinor: line.amountMinor,
      at: dayOf(settlement, line),
    }));
    await this.reversals.run(manager, merchant, takenBack);
    for (const { line, paymentId } of pairing.reversed) {
      const pair = { reversedPaymentId: paymentId };
      await this.lines.setLine(manager, settlement, line.no, pair, 'transaction, and takes it back');
    }
  }
}

/** The only payment of the transaction that waits for its money, when it is smaller and the debtor owes nothing more. */
function overpaidBy(line: MoneyLine, payments: readonly LinePayment[]): OverpaidLine[] {
  const [payment, ...others] = payments.filter(({ transactionId }) => transactionId === line.transactionId);
  const fits = payment && others.length === 0 && !payment.isOpen && payment.leftMinor < line.amountMinor;
  return fits ? [{ line, payment }] : [];
}

function transactionsOf(lines: readonly MoneyLine[]): string[] {
  return lines.flatMap(({ transactionId }) => (transactionId === null ? [] : [transactionId]));
}

function toUnpaired(code: ExceptionCode, lines: readonly MoneyLine[], mayCome = true): Unpaired | null {
  if (lines.length === 0) return null;
  return { code, lines, mayCome: mayCome && lines.every(({ invoiceId }) => invoiceId !== null) };
}

/** Names a line for ever: a report that is posted is never read anew. */
function keyOf({ settlementId, currency }: Settlement, { no }: MoneyLine): string {
  return `${settlementId}:${currency}:${no}`;
}

function dayOf({ settledOn }: Settlement, { occurredOn }: MoneyLine): Date {
  return new Date(`${occurredOn ?? settledOn}T00:00:00Z`);
}
