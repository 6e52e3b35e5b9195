import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyGuard } from './api-key.guard.js';
import { ApiKeyRow } from './api-key.entity.js';
import { ApiKeys } from './api-keys.js';
import { FirstKey } from './first-key.js';

/** Who may use the operator API. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ApiKeyRow])],
  providers: [ApiKeys, FirstKey, { provide: APP_GUARD, useClass: ApiKeyGuard }],
  exports: [ApiKeys],
})
export class AccessModule {}
