import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import { bearerOf, unauthenticated } from '../platform/access/api-key.guard.js';
import { Public } from '../platform/access/public.decorator.js';
import { Environment } from '../platform/config/environment.js';
import { BusinessMetrics } from './business-metrics.js';

if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();

/** How the process and the business are doing, for Prometheus; whoever may see it if a key is set, everybody if not. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly environment: Environment,
    private readonly business: BusinessMetrics,
  ) {}

  @Get()
  @Header('Content-Type', register.contentType)
  async metrics(@Req() request: Request): Promise<string> {
    const key = this.environment.metricsKey?.reveal();
    if (key !== undefined && !isSame(bearerOf(request) ?? '', key)) throw unauthenticated();
    return `${await register.metrics()}\n${await this.business.text()}`;
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
