import { randomUUID } from 'node:crypto';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { JobEngine } from './job-engine.js';
import { RateGate } from './rate-gate.js';
import { Steps } from './steps.js';
import { JobSettings, Workers } from './workers.js';

/** Jobs for every role: all may enqueue, only workers run. Limits and failures are bound by the features that know. */
@Global()
@Module({})
export class JobsModule {
  static for(settings: { databaseUrl: string; works: boolean }): DynamicModule {
    const instance = `fakturabro-${randomUUID()}`;
    return {
      module: JobsModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: JobSettings, useValue: new JobSettings(settings.databaseUrl, settings.works, instance) },
        { provide: JobEngine, useFactory: () => new JobEngine(settings.databaseUrl, settings.works) },
        Steps,
        RateGate,
        Workers,
      ],
      exports: [Steps, RateGate, Workers, JobEngine],
    };
  }
}
