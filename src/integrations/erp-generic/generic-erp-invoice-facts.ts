import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { ErpInvoiceFacts, type InvoiceFactsForErp } from '../../invoicing/erp-invoice-facts.port.js';
import { GenericErpClient } from './generic-erp.client.js';

/** `PATCH {orders.url}/{orderId}/invoice` of the generic port. */
@Injectable()
export class GenericErpInvoiceFacts extends ErpInvoiceFacts {
  constructor(private readonly client: GenericErpClient) {
    super();
  }

  async tell(merchant: Merchant, orderId: string, facts: InvoiceFactsForErp): Promise<void> {
    const endpoint = merchant.erp.orders;
    if (!endpoint) return;
    const suffix = `/${encodeURIComponent(orderId)}/invoice`;
    const response = await this.client.call(merchant, { method: 'PATCH', endpoint, suffix, body: facts });
    if (response.status === 404)
      throw new ProviderRejected('ERP_REFUSED', 'the ERP does not know this order', { orderId });
  }
}
