import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../../domain/errors.js';
import type { Merchant } from '../../domain/merchant.js';
import { ErpOrders, type OrderPage } from '../../orders/erp-orders.port.js';
import { isObject, readJson } from '../../platform/net/read-json.js';
import { GenericErpClient } from './generic-erp.client.js';

/** `GET {orders.url}?changed_since=…&cursor=…` of the generic port. */
@Injectable()
export class GenericErpOrders extends ErpOrders {
  constructor(private readonly client: GenericErpClient) {
    super();
  }

  async changedSince(merchant: Merchant, changedSince: string, cursor: string | null): Promise<OrderPage> {
    const endpoint = merchant.erp.orders;
    if (!endpoint) return { orders: [], nextCursor: null };
    const query = new URLSearchParams({ changed_since: changedSince, ...(cursor === null ? {} : { cursor }) });
    const response = await this.client.call(merchant, { method: 'GET', endpoint, suffix: `?${query.toString()}` });
    const page = readJson(response.body);
    if (response.status === 404 || !isObject(page) || !Array.isArray(page.orders)) {
      throw new ProviderRejected('ERP_ORDERS_UNREADABLE', 'the answer is not { "orders": […], "next_cursor": … }', {
        status: response.status,
      });
    }
    const next = page.next_cursor;
    return {
      orders: page.orders.map((order: unknown) => Buffer.from(JSON.stringify(order))),
      nextCursor: typeof next === 'string' || typeof next === 'number' ? String(next) : null,
    };
  }
}
