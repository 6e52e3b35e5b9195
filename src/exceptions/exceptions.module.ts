import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StepFailures } from '../platform/jobs/step-failures.js';
import { AuditTrail } from './audit-trail.js';
import { ExceptionActions } from './exception-actions.js';
import { ExceptionCaseRow } from './exception-case.entity.js';
import { Exceptions } from './exceptions.js';
import { ExceptionsController } from './exceptions.controller.js';
import { StepExceptions } from './step-exceptions.js';

/** Everything that stops is explained here; every feature may raise, so the module is global. */
@Global()
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([ExceptionCaseRow])],
  controllers: [ExceptionsController],
  providers: [
    Exceptions,
    StepExceptions,
    { provide: StepFailures, useExisting: StepExceptions },
    ExceptionActions,
    AuditTrail,
  ],
  exports: [Exceptions, StepExceptions, StepFailures, AuditTrail],
})
export class ExceptionsModule {}
