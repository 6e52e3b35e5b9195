import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict, NotFound, RuleViolation } from '../domain/errors.js';
import { bookPayout } from '../domain/ledger/book-settlement.js';
import type { LocalDate } from '../domain/local-date.js';
import type { Merchant } from '../domain/merchant.js';
import { formatMinor, Money } from '../domain/money.js';
import { AuditTrail } from '../exceptions/audit-trail.js';
import { Ledger } from '../ledger/ledger.js';
import { queryOne } from '../platform/database/sql.js';
import { Settlements } from './settlements.js';

export interface SeenOnBank {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly date: LocalDate;
  readonly actor: string;
}

/** The bank statement shows a payout: the money leaves transit and stands on the bank account. */
@Injectable()
export class ConfirmPayout {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settlements: Settlements,
    private readonly ledger: Ledger,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws NotFound · Conflict NOT_POSTED · RuleViolation BANK_AMOUNT_DIFFERS */
  async run(merchant: Merchant, settlementId: string, seen: SeenOnBank): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const row = await queryOne<{ id: string }>(
        manager,
        'select id from settlement where merchant_id = $1 and settlement_id = $2 and currency = $3',
        [merchant.id, settlementId, seen.currency],
      );
      if (!row) throw new NotFound('SETTLEMENT_UNKNOWN', 'There is no settlement with this id and currency.');
      const settlement = await this.settlements.lock(manager, merchant.id, row.id);
      if (settlement.state === 'received') return;
      if (settlement.state !== 'posted') {
        throw new Conflict('NOT_POSTED', `The settlement is ${settlement.state}; only a posted one can be received.`);
      }
      if (settlement.netMinor !== seen.amountMinor) {
        const [expected, found] = [settlement.netMinor, seen.amountMinor].map(formatMinor);
        const message = `The bank shows ${found ?? ''}, the settlement pays ${expected ?? ''}.`;
        throw new RuleViolation('BANK_AMOUNT_DIFFERS', message, { expected: expected ?? '', found: found ?? '' });
      }
      const amount = Money.of(seen.amountMinor, seen.currency);
      const entry = bookPayout(
        merchant.ledger.chart,
        settlementId,
        amount,
        seen.date,
        new Date(`${seen.date}T00:00:00Z`),
      );
      const [posted] = await this.ledger.post(manager, merchant, [{ entry, documentNumber: null }]);
      if (posted) await this.settlements.setEntry(manager, settlement.id, 'payout_entry_id', posted.id);
      await this.settlements.setState(manager, settlement.id, 'received');
      await this.audit.record(manager, {
        merchantId: merchant.id,
        actor: seen.actor,
        action: 'confirm payout',
        kind: 'settlement',
        id: settlementId,
        reason: `bank date ${seen.date}`,
      });
    });
  }
}
