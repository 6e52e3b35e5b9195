import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { ConfirmPayout } from './confirm-payout.js';
import { ListSettlements } from './list-settlements.js';
import { PairLines } from './pair-lines.js';
import { ReadSettlement } from './read-settlement.js';
import { SettlementLines } from './settlement-lines.js';
import { SettlementSubject } from './settlement-subject.js';
import { SettlementsController } from './settlements.controller.js';
import { Settlements } from './settlements.js';

/** Settlement lines matched to payments, proved and posted. */
@Module({
  imports: [LedgerModule],
  controllers: [SettlementsController],
  providers: [
    Settlements,
    SettlementLines,
    PairLines,
    ListSettlements,
    ReadSettlement,
    ConfirmPayout,
    SettlementSubject,
  ],
  exports: [ListSettlements],
})
export class ReconciliationModule {}
