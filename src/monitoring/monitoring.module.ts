import { Module } from '@nestjs/common';
import { BusinessMetrics } from './business-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** What a machine watches around the clock, so that a person is called only when something waits too long. */
@Module({
  controllers: [MetricsController],
  providers: [BusinessMetrics],
})
export class MonitoringModule {}
