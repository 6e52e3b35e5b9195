import { Injectable, type PipeTransform } from '@nestjs/common';
import type { Merchant } from '../domain/merchant.js';
import { Merchants } from './merchants.js';

/** Turns the `:merchant` of a route into the merchant; an unknown one is 404. */
@Injectable()
export class MerchantPipe implements PipeTransform<string, Merchant> {
  constructor(private readonly merchants: Merchants) {}

  transform(id: string): Merchant {
    return this.merchants.get(id);
  }
}
