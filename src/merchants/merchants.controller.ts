import { Controller, Get, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { AuthenticatedRequest } from '../platform/access/api-key.guard.js';
import { Merchants } from './merchants.js';

/** A merchant as the operator API shows it. */
export class MerchantView {
  readonly id!: string;
  readonly name!: string;
  readonly country!: string;
  readonly mode!: string;
  readonly accountId!: string;
  readonly baseCurrency!: string;
  readonly timeZone!: string;
}

@ApiTags('merchants')
@ApiBearerAuth()
@Controller('v1/merchants')
export class MerchantsController {
  constructor(private readonly merchants: Merchants) {}

  /** The merchants this key may see. */
  @Get()
  list(@Req() request: AuthenticatedRequest): { items: MerchantView[] } {
    const only = request.keyHolder?.merchantId ?? null;
    const seen = this.merchants.all().filter((merchant) => only === null || merchant.id === only);
    return {
      items: seen.map(({ id, name, country, mode, provider, baseCurrency, timeZone }) => ({
        id,
        name,
        country,
        mode,
        accountId: provider.accountId,
        baseCurrency,
        timeZone,
      })),
    };
  }
}
