import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Merchant } from '../domain/merchant.js';
import { LaneLimits } from '../platform/jobs/lane-limits.js';
import { MerchantLaneLimits } from './merchant-lane-limits.js';
import { MerchantHttp } from './merchant-http.js';
import { MerchantPipe } from './merchant.pipe.js';
import { Merchants } from './merchants.js';
import { MerchantsController } from './merchants.controller.js';

/** Who we serve. Read and checked before the application starts. */
@Global()
@Module({})
export class MerchantsModule {
  static with(merchants: readonly Merchant[]): DynamicModule {
    return {
      module: MerchantsModule,
      controllers: [MerchantsController],
      providers: [
        { provide: Merchants, useValue: new Merchants(merchants) },
        { provide: LaneLimits, useClass: MerchantLaneLimits },
        MerchantPipe,
        MerchantHttp,
      ],
      exports: [Merchants, MerchantPipe, MerchantHttp, LaneLimits],
    };
  }
}
