import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { RuleViolation } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { MerchantPipe } from '../../merchants/merchant.pipe.js';
import { rawBodyOf } from '../../platform/http/raw-body.js';
import { ReceiveBounce } from './receive-bounce.js';

/** A returned mail that was kept. */
export class BounceReceivedView {
  /** Its id in the inbox; null when the same bytes are there already. */
  readonly message!: string | null;
  /** The delivery that its return address names; null when it names none of ours. */
  readonly delivery!: string | null;
}

@ApiTags('deliveries')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/deliveries/bounces')
export class BouncesController {
  constructor(private readonly receive: ReceiveBounce) {}

  /** Takes a returned mail as the mail server got it, for installations whose bounces are piped instead of read by IMAP. */
  @Post()
  @ApiConsumes('message/rfc822')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async take(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BounceReceivedView> {
    const raw = rawBodyOf(request);
    if (raw.length === 0)
      throw new RuleViolation('MESSAGE_EMPTY', 'The body must be the returned mail, headers and all.');
    const received = await this.receive.run(merchant, { raw, origin: request.originalUrl });
    response.status(received.message === null ? 200 : 202);
    return received;
  }
}
