import { Injectable, Logger } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { messageOf } from '../domain/errors.js';
import { Merchants } from '../merchants/merchants.js';
import { JobEngine } from '../platform/jobs/job-engine.js';
import type { Look, Measure, Sample } from './measure.js';
import { MEASURES } from './measures.js';

/** However many scrapers ask: the database is asked once in this time. */
const FRESH_MS = 5000;
/** Figures are never worth holding up anything else. */
const PATIENCE_MS = 3000;

/** The figures of the business as Prometheus text. Nothing is counted in memory: every look asks the database anew. */
@Injectable()
export class BusinessMetrics {
  private readonly logger = new Logger('Metrics');
  private readonly registry = new Registry();
  private readonly gauges: readonly (readonly [Measure, Gauge])[];
  private readonly up: Gauge;
  private freshUntil = 0;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly merchants: Merchants,
    private readonly jobs: JobEngine,
  ) {
    const registers = [this.registry];
    this.up = new Gauge({
      name: 'fakturabro_database_up',
      help: 'Whether the database answered the last look (1). While it does not (0), the figures of the business are missing.',
      registers,
    });
    this.gauges = MEASURES.map((measure) => {
      const { name, help, labels } = measure;
      return [measure, new Gauge({ name, help, labelNames: [...labels], registers })];
    });
  }

  async text(): Promise<string> {
    if (this.freshUntil < Date.now()) {
      this.looking ??= this.look().finally(() => (this.looking = null));
      await this.looking;
    }
    return this.registry.metrics();
  }

  private async look(): Promise<void> {
    const merchants = this.merchants.all().map(({ id }) => id);
    let samples: readonly (readonly Sample[])[] | null = null;
    try {
      samples = await this.dataSource.transaction(async (manager) => {
        await manager.query(`set local statement_timeout = ${PATIENCE_MS}`);
        const look: Look = { manager, merchants, jobs: await this.jobs.standing(manager) };
        const read: Sample[][] = [];
        // One after the other: a transaction has one connection.
        for (const [measure] of this.gauges) read.push(await measure.read(look));
        return read;
      });
    } catch (error) {
      this.logger.warn({ msg: 'the figures cannot be read', reason: messageOf(error) });
    }
    this.show(merchants, samples);
    this.freshUntil = Date.now() + FRESH_MS;
  }

  private show(merchants: readonly string[], samples: readonly (readonly Sample[])[] | null): void {
    this.up.set(samples ? 1 : 0);
    this.gauges.forEach(([measure, gauge], index) => {
      gauge.reset();
      if (!samples) return;
      for (const labels of zerosOf(measure, merchants)) gauge.set(labels, 0);
      for (const { labels, value } of samples[index] ?? []) gauge.set({ ...labels }, value);
    });
  }
}

/** The series that are there also where there is nothing, so that an alert can tell nothing from no answer. */
function zerosOf({ labels, kinds, isZeroWithout }: Measure, merchants: readonly string[]): Record<string, string>[] {
  const [, kindLabel] = labels;
  if (isZeroWithout) return merchants.map((merchant) => ({ merchant }));
  if (!kinds || kindLabel === undefined) return [];
  return merchants.flatMap((merchant) => kinds.map((kind) => ({ merchant, [kindLabel]: kind })));
}
