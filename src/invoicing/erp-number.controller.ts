import { Body, Controller, HttpCode, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';
import type { Merchant } from '../domain/merchant.js';
import { MerchantPipe } from '../merchants/merchant.pipe.js';
import { Actor } from '../platform/access/actor.decorator.js';
import { rule } from '../platform/validation/rule.js';
import { NameInvoice } from './name-invoice.js';

export class ErpNumberBody {
  /** The number the invoice has in the ERP. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString(rule('number', 'number must be text', 'Send the number the ERP gave the invoice.'))
  @Length(1, 100, rule('number', 'number must have 1 to 100 characters', 'Send the number the ERP gave the invoice.'))
  readonly number!: string;
}

/** The number as it stands now; it is written at the provider a moment later. */
export class ErpNumberAnswer {
  readonly reference!: string;
  readonly erpInvoiceNumber!: string;
}

@ApiTags('invoices')
@ApiBearerAuth()
@Controller('v1/merchants/:merchant/invoices')
export class ErpNumberController {
  constructor(private readonly nameInvoice: NameInvoice) {}

  /** Says what the ERP calls the invoice; the same again changes nothing, another one replaces it. */
  @Put(':reference/erp-number')
  @HttpCode(202)
  async put(
    @Param('merchant', MerchantPipe) merchant: Merchant,
    @Param('reference') reference: string,
    @Body() { number }: ErpNumberBody,
    @Actor() actor: string,
  ): Promise<ErpNumberAnswer> {
    await this.nameInvoice.run(merchant, reference, number, actor);
    return { reference, erpInvoiceNumber: number };
  }
}
