import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ErrorDetails, ProviderRejected, ProviderUnavailable } from '../domain/errors.js';
import { bookSettlement } from '../domain/ledger/book-settlement.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor, Money } from '../domain/money.js';
import { clearedMinor, doubtsAbout, normalizeTotals, type SettlementDoubt } from '../domain/settlement/settlement.js';
import type { ExceptionCode } from '../exceptions/exception-codes.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { REFRESH_INVOICE } from '../invoicing/steps.js';
import { Ledger } from '../ledger/ledger.js';
import { Merchants } from '../merchants/merchants.js';
import { HandlesStep } from '../platform/jobs/handles-step.decorator.js';
import { Steps } from '../platform/jobs/steps.js';
import type { StepHandler, StepRun } from '../platform/jobs/step-run.js';
import { type SettlementReport, SettlementSource } from './settlement-source.port.js';
import { PairLines, type Unpaired } from './pair-lines.js';
import { SettlementLines } from './settlement-lines.js';
import { type Settlement, Settlements } from './settlements.js';
import { READ_SETTLEMENT } from './steps.js';

/** A payment may be younger than our last look at its transaction: that often we read it before asking a person. */
const LOOKS_FOR_PAYMENTS = 3;

/**
 * Reads one settlement, proves it line by line, and posts it; one that does not add up, or has money we cannot place, is
 * not posted at all but explained.
 */
@HandlesStep(READ_SETTLEMENT)
@Injectable()
export class ReadSettlement implements StepHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly source: SettlementSource,
    private readonly settlements: Settlements,
    private readonly lines: SettlementLines,
    private readonly pair: PairLines,
    private readonly ledger: Ledger,
    private readonly exceptions: Exceptions,
    private readonly steps: Steps,
  ) {}

  async run(step: StepRun): Promise<void> {
    const merchant = this.merchants.get(step.merchantId);
    const settlement = await this.settlements.find(merchant.id, step.subject);
    if (!settlement || settlement.state === 'posted' || settlement.state === 'received') return;
    // A settlement that takes more than it gives pays nothing out, whatever its status says: what it takes back is booked.
    if (settlement.paymentStatus !== 'paid' && settlement.netMinor >= 0n) {
      await this.settlements.setState(this.dataSource.manager, settlement.id, 'postponed');
      return;
    }
    if (settlement.reportId === null) {
      await this.stop(step, merchant, settlement, 'SETTLEMENT_REPORT_MISSING', { reason: 'no attachment in JSON' });
      return;
    }
    const report = await this.read(step, merchant, settlement, settlement.reportId);
    if (!report) return;
    const [doubt] = this.doubts(merchant, settlement, report);
    if (doubt) {
      await this.stop(step, merchant, settlement, 'SETTLEMENT_UNBALANCED', describe(doubt));
      return;
    }
    await this.post(step, merchant, settlement, report);
  }

  private async read(
    step: StepRun,
    merchant: Merchant,
    settlement: Settlement,
    reportId: string,
  ): Promise<SettlementReport | null> {
    try {
      const report = await this.source.report(merchant, settlement.settlementId, reportId);
      const { manager } = this.dataSource;
      await this.settlements.keepFile(manager, merchant.id, settlement.id, reportId, report.bytes);
      return report;
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
      await this.stop(step, merchant, settlement, 'SETTLEMENT_REPORT_MISSING', { reason: error.message });
      return null;
    }
  }

  private doubts(merchant: Merchant, settlement: Settlement, report: SettlementReport): SettlementDoubt[] {
    if (report.currency !== settlement.currency || report.currency !== merchant.baseCurrency) {
      return [{ what: `currency ${report.currency}`, expectedMinor: 0n, foundMinor: settlement.netMinor }];
    }
    const { settlementId, currency, settledOn, captureMinor, refundMinor, feeMinor, netMinor } = settlement;
    const listed = { captureMinor, refundMinor, feeMinor, netMinor };
    const { header, lines } = report;
    return doubtsAbout({ settlementId, currency, date: settledOn, listed, header, lines });
  }

  private async post(step: StepRun, merchant: Merchant, found: Settlement, report: SettlementReport): Promise<void> {
    const unpaired = await this.dataSource.transaction(async (manager): Promise<Unpaired | null> => {
      const settlement = await this.settlements.lock(manager, merchant.id, found.id);
      if (settlement.state === 'posted' || settlement.state === 'received') return null;
      await this.lines.replaceLines(manager, settlement.id, report.lines);
      const pairing = await this.pair.find(manager, merchant, settlement);
      // What only a settlement shows may be younger than our last look at the transaction: that comes first.
      const stopper = pairing.unpaired ?? (step.attempt === 0 ? pairing.surprising : null);
      if (stopper) {
        await this.lookForPayments(manager, merchant, settlement, stopper);
        return stopper;
      }
      await this.pair.book(manager, merchant, settlement, pairing);
      const entryId = await this.book(manager, merchant, settlement, report);
      if (entryId !== null) await this.settlements.setEntry(manager, settlement.id, 'entry_id', entryId);
      await this.settlements.setState(manager, settlement.id, 'posted');
      await this.exceptions.settle(manager, merchant.id, { kind: 'settlement', id: settlement.settlementId });
      await step.settle(manager);
      return null;
    });
    if (unpaired) await this.explainUnpaired(step, merchant, found, unpaired);
  }

  /** Lines of transactions that are ours: perhaps their payment has not been read yet. */
  private async lookForPayments(
    manager: EntityManager,
    merchant: Merchant,
    settlement: Settlement,
    { lines }: Unpaired,
  ): Promise<void> {
    const ours = lines.flatMap(({ invoiceId }) => (invoiceId === null ? [] : [invoiceId]));
    const because = `settlement:${settlement.id}`;
    const wishes = [...new Set(ours)].map((subject) => ({
      step: REFRESH_INVOICE,
      merchantId: merchant.id,
      subject,
      because,
    }));
    await this.steps.enqueue(manager, ...wishes);
  }

  private async explainUnpaired(
    step: StepRun,
    merchant: Merchant,
    settlement: Settlement,
    { code, lines, mayCome }: Unpaired,
  ): Promise<void> {
    if (mayCome && step.attempt < LOOKS_FOR_PAYMENTS) {
      throw new ProviderUnavailable('PAYMENTS_NOT_READ', 'The payments of this settlement are being read first.');
    }
    const [first] = lines;
    await this.stop(step, merchant, settlement, code, {
      count: lines.length,
      transactionId: first?.transactionId ?? null,
      amount: formatMinor(first?.amountMinor ?? 0n),
    });
  }

  private async book(
    manager: EntityManager,
    merchant: Merchant,
    settlement: Settlement,
    report: SettlementReport,
  ): Promise<string | null> {
    const { currency, settlementId, settledOn } = settlement;
    const totals = normalizeTotals(settlement);
    const entry = bookSettlement(merchant.ledger.chart, {
      settlementId,
      cleared: Money.of(clearedMinor(report.lines), currency),
      fee: Money.of(totals.feeMinor, currency),
      net: Money.of(totals.netMinor, currency),
      date: settledOn,
      occurredAt: new Date(`${settledOn}T00:00:00Z`),
    });
    if (!entry) return null; // nothing was paid out and nothing charged
    const [posted] = await this.ledger.post(manager, merchant, [{ entry, documentNumber: null }]);
    return posted?.id ?? null;
  }

  private async stop(
    step: StepRun,
    merchant: Merchant,
    settlement: Settlement,
    code: ExceptionCode,
    details: ErrorDetails,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.settlements.setState(manager, settlement.id, 'stopped');
      await this.exceptions.raise(manager, {
        merchantId: merchant.id,
        code,
        subject: { kind: 'settlement', id: settlement.settlementId },
        details,
        retry: { step: READ_SETTLEMENT, merchantId: merchant.id, subject: settlement.id },
      });
      await step.settle(manager);
    });
  }
}

function describe({ what, expectedMinor, foundMinor }: SettlementDoubt): ErrorDetails {
  return { what, expected: formatMinor(expectedMinor), found: formatMinor(foundMinor) };
}
