import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval, SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { DataSource } from 'typeorm';
import { messageOf } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from '../merchants/merchants.js';
import { Environment } from '../platform/config/environment.js';
import { Steps } from '../platform/jobs/steps.js';
import { Runs } from './runs.js';
import { lastDue } from './schedule-slots.js';
import { type RunKind, SWEEP_ALL } from './steps.js';

const SWEEP_EVERY_MS = 300_000;
const DAY_HOURS = 24;

interface Schedule {
  readonly kind: RunKind;
  readonly cron: string;
  /** After a standstill the slot that was missed is announced late. */
  readonly catchesUp: boolean;
}

/** Announces what is due; a unique row per slot makes it once per fleet, however many processes announce. */
@Injectable()
export class AnnounceRuns implements OnApplicationBootstrap {
  private readonly logger = new Logger('Schedule');

  constructor(
    private readonly environment: Environment,
    private readonly merchants: Merchants,
    private readonly registry: SchedulerRegistry,
    private readonly dataSource: DataSource,
    private readonly runs: Runs,
    private readonly steps: Steps,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.environment.has('scheduler')) return;
    for (const merchant of this.merchants.all()) {
      for (const schedule of schedulesOf(merchant)) {
        this.register(merchant, schedule);
        await this.catchUp(merchant, schedule);
      }
      if (merchant.provider.managesWebhook) await this.announceSlot(merchant, 'webhook', startOfMinute(new Date()));
    }
  }

  @Interval(SWEEP_EVERY_MS)
  async sweep(): Promise<void> {
    if (!this.environment.has('scheduler')) return;
    try {
      await this.dataSource.transaction((manager) =>
        this.steps.enqueue(manager, { step: SWEEP_ALL, merchantId: '*', subject: 'all' }),
      );
    } catch (error) {
      this.logger.warn({ msg: 'cannot ask for the sweep', reason: messageOf(error) });
    }
  }

  private register(merchant: Merchant, schedule: Schedule): void {
    const job = CronJob.from({
      cronTime: schedule.cron,
      timeZone: merchant.timeZone,
      onTick: () => void this.announce(merchant, schedule, 1),
    });
    this.registry.addCronJob(`${merchant.id}:${schedule.kind}`, job);
    job.start();
  }

  /** Only where this kind of run has happened before: a new merchant starts with its next slot. */
  private async catchUp(merchant: Merchant, schedule: Schedule): Promise<void> {
    if (!schedule.catchesUp || !(await this.runs.hasAny(merchant.id, schedule.kind))) return;
    await this.announce(merchant, schedule, DAY_HOURS);
  }

  /** One merchant's failure must not stop the next, and a missed announcement is caught up at the next start. */
  private async announce(merchant: Merchant, { kind, cron }: Schedule, lookBackHours: number): Promise<void> {
    const due = lastDue(cron, merchant.timeZone, new Date(), lookBackHours);
    if (due) await this.announceSlot(merchant, kind, due);
  }

  private async announceSlot(merchant: Merchant, kind: RunKind, due: Date): Promise<void> {
    try {
      const id = await this.runs.announce(merchant.id, kind, due.toISOString(), 'schedule');
      if (id !== null) this.logger.log({ msg: 'run announced', merchant: merchant.id, kind, slot: due.toISOString() });
    } catch (error) {
      this.logger.error({ msg: 'run not announced', merchant: merchant.id, kind, reason: messageOf(error) });
    }
  }
}

function schedulesOf({ schedule, erp, delivery, provider }: Merchant): Schedule[] {
  return [
    { kind: 'nightly-sync', cron: schedule.nightlySync, catchesUp: true },
    { kind: 'poll-open', cron: schedule.pollOpen, catchesUp: false },
    // At every start besides, because an address or a secret may have changed.
    ...(provider.managesWebhook ? [{ kind: 'webhook' as const, cron: schedule.nightlySync, catchesUp: false }] : []),
    ...(erp.dropFolder === null ? [] : [{ kind: 'file-drop' as const, cron: schedule.fileDrop, catchesUp: false }]),
    ...(delivery?.bounces ? [{ kind: 'deliveries' as const, cron: schedule.deliveries, catchesUp: false }] : []),
    ...(schedule.report ? [{ kind: 'report' as const, cron: schedule.report.at, catchesUp: true }] : []),
  ];
}

/** Processes that start together share one slot. */
function startOfMinute(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000);
}
