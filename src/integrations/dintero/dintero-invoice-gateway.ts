import { Injectable } from '@nestjs/common';
import { ProviderRejected } from '../../domain/errors.js';
import type { ProviderTransaction } from '../../domain/invoice/provider-transaction.js';
import type { Merchant } from '../../domain/merchant.js';
import { exactNumber } from '../../domain/money.js';
import { InvoiceGateway, type InvoiceRequest, type TransactionGlance } from '../../invoicing/invoice-gateway.port.js';
import { Environment } from '../../platform/config/environment.js';
import { callbackUrl } from './callback-url.js';
import { DinteroApi } from './dintero-api.js';
import type { DinteroTransaction } from './types/transaction.js';
import { toPayRequest } from './to-pay-request.js';
import { stampOf, toTransaction } from './to-transaction.js';

/** Kravia invoices through Dintero. */
@Injectable()
export class DinteroInvoiceGateway extends InvoiceGateway {
  constructor(
    private readonly dintero: DinteroApi,
    private readonly environment: Environment,
  ) {
    super();
  }

  async issue(merchant: Merchant, request: InvoiceRequest): Promise<ProviderTransaction> {
    const payment = toPayRequest(request, callbackUrl(this.environment.publicUrl, merchant));
    // Refuses a second authorised invoice under the reference, and allows a retry after a failed one.
    const guard = 'strict-success-merchant-reference';
    return this.translated(merchant, await this.dintero.payments.payNow(merchant, payment, guard));
  }

  async findByReference(merchant: Merchant, reference: string): Promise<ProviderTransaction[]> {
    const ids: string[] = [];
    // Whether the filter is exact is not documented: SO-1 may also find SO-10 and more than one page of the like.
    for await (const transaction of this.dintero.transactions.list(merchant, { merchant_reference: reference })) {
      if (transaction.merchant_reference === reference) ids.push(transaction.id);
    }
    // The list may show less than the transaction has: events decide, so each is read in full.
    return Promise.all(ids.map((id) => this.get(merchant, id)));
  }

  async get(merchant: Merchant, transactionId: string): Promise<ProviderTransaction> {
    return this.translated(merchant, await this.dintero.transactions.get(merchant, transactionId));
  }

  async glance(merchant: Merchant, transactionIds: readonly string[]): Promise<TransactionGlance[]> {
    const filters = { id: transactionIds };
    const found = await this.dintero.transactions.page(merchant, filters, { limit: transactionIds.length });
    return found.map((transaction) => ({ transactionId: transaction.id, stamp: stampOf(transaction) }));
  }

  async startCollection(merchant: Merchant, transaction: ProviderTransaction, reference: string): Promise<void> {
    // Capturing less than the whole is not documented for Kravia.
    const capture = { amount: exactNumber(transaction.amount.minor), capture_reference: reference };
    await this.dintero.transactions.capture(merchant, transaction.transactionId, capture);
  }

  async nudge(merchant: Merchant, transaction: ProviderTransaction): Promise<ProviderTransaction> {
    const intent = transaction.status === 'INITIATED' ? 'poll_initiated' : 'sync_status';
    try {
      await this.dintero.events.send(merchant, intent, transaction.raw as DinteroTransaction);
    } catch (error) {
      if (!(error instanceof ProviderRejected)) throw error;
    }
    // What was asked for may still be under way when it is answered.
    return this.get(merchant, transaction.transactionId);
  }

  async setSecondReference(merchant: Merchant, transactionId: string, text: string): Promise<ProviderTransaction> {
    const change = { merchant_reference_2: text };
    return this.translated(merchant, await this.dintero.transactions.update(merchant, transactionId, change));
  }

  async voidInvoice(merchant: Merchant, transactionId: string): Promise<void> {
    await this.dintero.transactions.void(merchant, transactionId);
  }

  private translated(merchant: Merchant, answer: DinteroTransaction): ProviderTransaction {
    return toTransaction(answer, merchant.baseCurrency, new Date());
  }
}
