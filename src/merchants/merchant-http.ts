import { Injectable } from '@nestjs/common';
import type { Merchant } from '../domain/merchant.js';
import { HttpClient } from '../platform/net/http-client.js';
import { outboundPolicyOf } from './outbound-policy.js';

/** One HTTP client per merchant, so that connections, limits and allowed addresses are never shared between them. */
@Injectable()
export class MerchantHttp {
  private readonly clients = new Map<string, HttpClient>();

  for(merchant: Merchant): HttpClient {
    let client = this.clients.get(merchant.id);
    if (!client) {
      client = new HttpClient(outboundPolicyOf(merchant));
      this.clients.set(merchant.id, client);
    }
    return client;
  }
}
