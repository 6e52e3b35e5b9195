import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import {
  type ErpInvoiceAnswer,
  ErpInvoiceFacts,
  type InvoiceFactsForErp,
} from '../../invoicing/erp-invoice-facts.port.js';
import { isObject, readJson } from '../../platform/net/read-json.js';
import { GenericErpClient } from './generic-erp.client.js';

/** `PATCH {orders.url}/{orderId}/invoice` of the generic port. */
@Injectable()
export class GenericErpInvoiceFacts extends ErpInvoiceFacts {
  constructor(private readonly client: GenericErpClient) {
    super();
  }

  async tell(merchant: Merchant, orderId: string, facts: InvoiceFactsForErp): Promise<ErpInvoiceAnswer> {
    const endpoint = merchant.erp.orders;
    if (!endpoint) return { invoiceNumber: null };
    const suffix = `/${encodeURIComponent(orderId)}/invoice`;
    const response = await this.client.call(merchant, { method: 'PATCH', endpoint, suffix, body: facts });
    if (response.status === 404)
      throw new ProviderRejected('ERP_REFUSED', 'the ERP does not know this order', { orderId });
    return { invoiceNumber: ownNumberIn(readJson(response.body), facts) };
  }
}

const NUMBER_LENGTH_MAX = 100;

/** Its own number: one that only repeats the provider's is what we have just told it. */
function ownNumberIn(answer: unknown, facts: InvoiceFactsForErp): string | null {
  const value = isObject(answer) ? answer.invoiceNumber : null;
  const number = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  const isOwn = number !== '' && number.length <= NUMBER_LENGTH_MAX && number !== facts.invoiceNumber;
  return isOwn ? number : null;
}
