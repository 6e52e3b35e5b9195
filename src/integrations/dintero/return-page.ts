import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Merchant } from '../../domain/merchant.js';
import type { Language } from '../../domain/order/order.js';
import { MerchantPipe } from '../../merchants/merchant.pipe.js';
import { Public } from '../../platform/access/public.decorator.js';

const WORDS: Readonly<Record<Language, readonly [title: string, text: string]>> = {
  nb: ['Takk', 'Du kan lukke denne siden. Er fakturaen godtatt, kommer den til deg.'],
  sv: ['Tack', 'Du kan stänga den här sidan. Om fakturan är godkänd kommer den till dig.'],
  en: ['Thank you', 'You can close this page. If you accepted the invoice, it will be sent to you.'],
};

/** Where a debtor lands after the checkout when the merchant has no page of its own. It believes nothing and does nothing. */
@ApiExcludeController()
@Public()
@Controller('v1/merchants/:merchant/dintero')
export class ReturnPage {
  @Get('return')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  show(@Param('merchant', MerchantPipe) merchant: Merchant): string {
    const [title, text] = WORDS[merchant.language];
    return `<!doctype html><html lang="${merchant.language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><body style="font:16px/1.5 sans-serif;max-width:32em;margin:4em auto;padding:0 1em">
<h1>${title}</h1><p>${text}</p></body></html>`;
  }
}
