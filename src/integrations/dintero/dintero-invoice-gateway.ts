import { Injectable } from '@nestjs/common';
import { OutcomeUnknown } from '../../domain/errors.js';
import type { ProviderTransaction } from '../../domain/invoice/provider-transaction.js';
import type { Merchant } from '../../domain/merchant.js';
import { exactNumber } from '../../domain/money.js';
import { InvoiceGateway, type InvoiceRequest, type TransactionGlance } from '../../invoicing/invoice-gateway.port.js';
import { Environment } from '../../platform/config/environment.js';
import { callbackUrl } from './callback-url.js';
import { DinteroClient } from './dintero.client.js';
import type { DinteroTransaction } from './dintero.types.js';
import { toPayRequest } from './to-pay-request.js';
import { isTransaction, stampOf, toTransaction } from './to-transaction.js';

/** A reference belongs to one order; more transactions than this under it are not worth paging for. */
const LOOKUP_LIMIT = 100;

/** Kravia invoices through Dintero. */
@Injectable()
export class DinteroInvoiceGateway extends InvoiceGateway {
  constructor(
    private readonly client: DinteroClient,
    private readonly environment: Environment,
  ) {
    super();
  }

  async issue(merchant: Merchant, request: InvoiceRequest): Promise<ProviderTransaction> {
    const answer = await this.client.call(merchant, {
      method: 'POST',
      base: 'checkout',
      path: '/sessions/pay',
      body: toPayRequest(request, callbackUrl(this.environment.publicUrl, merchant)),
      // Refuses a second authorised invoice under the reference, and allows a retry after a failed one.
      featureToggles: 'strict-success-merchant-reference',
    });
    return this.translated(merchant, answer);
  }

  async findByReference(merchant: Merchant, reference: string): Promise<ProviderTransaction[]> {
    const found = await this.list(merchant, [
      ['merchant_reference', reference],
      ['limit', String(LOOKUP_LIMIT)],
    ]);
    // Whether the filter is exact is not documented.
    const exact = found.filter((transaction) => transaction.merchant_reference === reference);
    // The list may show less than the transaction has: events decide, so each is read in full.
    return Promise.all(exact.map(({ id }) => this.get(merchant, id)));
  }

  async get(merchant: Merchant, transactionId: string): Promise<ProviderTransaction> {
    const path = `/transactions/${encodeURIComponent(transactionId)}`;
    return this.translated(merchant, await this.client.call(merchant, { method: 'GET', base: 'checkout', path }));
  }

  async glance(merchant: Merchant, transactionIds: readonly string[]): Promise<TransactionGlance[]> {
    const found = await this.list(merchant, [
      ...transactionIds.map((id): [string, string] => ['id', id]),
      ['limit', String(transactionIds.length)],
    ]);
    return found.map((transaction) => ({ transactionId: transaction.id, stamp: stampOf(transaction) }));
  }

  async startCollection(merchant: Merchant, transaction: ProviderTransaction, reference: string): Promise<void> {
    await this.client.call(merchant, {
      method: 'POST',
      base: 'checkout',
      path: `/transactions/${encodeURIComponent(transaction.transactionId)}/capture`,
      // Capturing less than the whole is not documented for Kravia.
      body: { amount: exactNumber(transaction.amount.minor), capture_reference: reference },
    });
  }

  async voidInvoice(merchant: Merchant, transactionId: string): Promise<void> {
    const path = `/transactions/${encodeURIComponent(transactionId)}/void`;
    await this.client.call(merchant, { method: 'POST', base: 'checkout', path, body: {} });
  }

  private async list(merchant: Merchant, query: readonly [string, string][]): Promise<DinteroTransaction[]> {
    const answer = await this.client.call(merchant, { method: 'GET', base: 'checkout', path: '/transactions', query });
    if (!Array.isArray(answer)) throw unreadable('the list of transactions is not a list');
    return answer.filter(isTransaction);
  }

  private translated(merchant: Merchant, answer: unknown): ProviderTransaction {
    if (!isTransaction(answer)) throw unreadable('the answer is not a transaction');
    return toTransaction(answer, merchant.baseCurrency, new Date());
  }
}

/** A 2xx we cannot read: it happened, so the next attempt looks it up. */
function unreadable(reason: string): OutcomeUnknown {
  return new OutcomeUnknown('ANSWER_UNREADABLE', `Dintero's answer cannot be read: ${reason}.`, {}, { answered: true });
}
