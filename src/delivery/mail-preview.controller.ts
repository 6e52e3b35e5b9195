import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Merchant } from '../domain/merchant.js';
import { type Language, LANGUAGES } from '../domain/order/order.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { rule } from '../platform/validation/rule.js';
import { PreviewInvoiceMail } from './preview-invoice-mail.js';

export class MailPreviewQuery {
  /** Left out: the debtor's. */
  @IsOptional()
  @IsIn(LANGUAGES, rule('language', 'language must be nb, sv or en', 'Leave it out for the debtor’s language.'))
  readonly language?: Language;
}

/** The mail of one invoice, as it would be sent now. */
export class MailPreviewView {
  readonly subject!: string;
  readonly html!: string;
  readonly text!: string;
}

@ApiTags('deliveries')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/invoices/:reference')
export class MailPreviewController {
  constructor(private readonly preview: PreviewInvoiceMail) {}

  /** The mail with this invoice, as it would be sent now. */
  @Get('mail')
  async mail(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Query() query: MailPreviewQuery,
  ): Promise<MailPreviewView> {
    const { subject, html, text } = await this.preview.run(merchant, reference, query.language ?? null);
    return { subject, html, text };
  }

  /** The same as one message, for a mail program. */
  @Get('mail.eml')
  async message(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Query() query: MailPreviewQuery,
  ): Promise<StreamableFile> {
    const { eml } = await this.preview.run(merchant, reference, query.language ?? null);
    return new StreamableFile(eml, { type: 'message/rfc822', disposition: `attachment; filename="${reference}.eml"` });
  }
}
