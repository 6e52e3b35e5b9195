import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrdersModule } from '../orders/orders.module.js';
import { ReconciliationModule } from '../reconciliation/reconciliation.module.js';
import { AnnounceRuns } from './announce-runs.js';
import { AuditStage, CompletenessAudit } from './completeness-audit.js';
import { FilesStage, PullStage } from './intake-stages.js';
import { BouncesStage, WatchStage } from './delivery-stages.js';
import { ComingPolicies } from './coming-policies.js';
import { MorningReport } from './morning-report.js';
import { GroupedStage, PollStage, SettlementsStage } from './provider-stages.js';
import { RunRow } from './run.entity.js';
import { RunSubject } from './run-subject.js';
import { RequestSettlements } from './request-settlements.js';
import { RunsController } from './runs.controller.js';
import { Runs } from './runs.js';
import { Sweep, SweepAll, SweepStage } from './sweep.js';
import { WebhookStage } from './webhook-stage.js';

/** What happens on a schedule, and the report of it. Global, because what arrives from outside may ask for a run. */
@Global()
@Module({
  imports: [
    ScheduleModule.forRoot(),
    DiscoveryModule,
    TypeOrmModule.forFeature([RunRow]),
    OrdersModule,
    ReconciliationModule,
  ],
  controllers: [RunsController],
  providers: [
    Runs,
    AnnounceRuns,
    PullStage,
    FilesStage,
    PollStage,
    GroupedStage,
    SettlementsStage,
    BouncesStage,
    WatchStage,
    WebhookStage,
    RequestSettlements,
    Sweep,
    SweepStage,
    SweepAll,
    CompletenessAudit,
    AuditStage,
    ComingPolicies,
    MorningReport,
    RunSubject,
  ],
  exports: [RequestSettlements],
})
export class RunsModule {}
