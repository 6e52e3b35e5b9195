import type { DeliveryView } from '../src/delivery/delivery-views.js';
import type { ExceptionView } from '../src/exceptions/exceptions.controller.js';
import type { InvoiceView } from '../src/invoicing/invoices.controller.js';
import type { PaymentView } from '../src/invoicing/payments.controller.js';
import type { AccountBalance } from '../src/ledger/balances.js';
import type { CanonicalEntry } from '../src/ledger/canonical-entry.js';
import type { OrderView } from '../src/orders/order-views.js';
import type { Page } from '../src/platform/http/page.js';
import type { SettlementView } from '../src/reconciliation/settlements.controller.js';
import type { RunView } from '../src/runs/runs.controller.js';
import type { RunKind } from '../src/runs/steps.js';
import { callJson } from './http.js';

export interface Payout {
  readonly amount: number;
  readonly currency: string;
  readonly date: string;
}

/** The connector's operator API, as a program of the merchant would call it. Only types come from its sources. */
export class ConnectorApi {
  constructor(
    readonly baseUrl: string,
    private readonly key: string,
  ) {}

  ordersUrl(merchantId: string): string {
    return this.url(merchantId, 'orders');
  }

  async orders(merchantId: string): Promise<readonly OrderView[]> {
    return this.list(merchantId, 'orders');
  }

  async invoices(merchantId: string): Promise<readonly InvoiceView[]> {
    return this.list(merchantId, 'invoices');
  }

  /** @throws Error while there is none */
  async invoiceOf(merchantId: string, orderId: string): Promise<InvoiceView> {
    const [invoice] = await this.list<InvoiceView>(merchantId, `invoices?orderId=${encodeURIComponent(orderId)}`);
    if (!invoice) throw new Error(`There is no invoice for ${orderId} yet.`);
    return invoice;
  }

  async payments(merchantId: string, transactionId: string): Promise<readonly PaymentView[]> {
    return this.list(merchantId, `payments?transactionId=${encodeURIComponent(transactionId)}`);
  }

  async deliveries(merchantId: string): Promise<readonly DeliveryView[]> {
    return this.list(merchantId, 'deliveries');
  }

  async entries(merchantId: string): Promise<readonly CanonicalEntry[]> {
    return this.list(merchantId, 'journal-entries');
  }

  async balances(merchantId: string): Promise<readonly AccountBalance[]> {
    return this.list(merchantId, 'balances');
  }

  async openExceptions(merchantId: string): Promise<readonly ExceptionView[]> {
    return this.list(merchantId, 'exceptions?language=en');
  }

  async startRun(merchantId: string, kind: RunKind): Promise<string> {
    return (await this.call<RunView>('POST', this.url(merchantId, 'runs'), { kind })).id;
  }

  async run(merchantId: string, id: string): Promise<RunView> {
    return this.call('GET', this.url(merchantId, `runs/${id}`));
  }

  async settlement(merchantId: string, settlementId: string): Promise<SettlementView> {
    return this.call('GET', this.url(merchantId, `settlements/${settlementId}`));
  }

  async confirmPayout(merchantId: string, settlementId: string, payout: Payout): Promise<void> {
    await this.call('POST', this.url(merchantId, `settlements/${settlementId}/payout`), payout);
  }

  /** The invoice PDF. */
  async document(merchantId: string, reference: string): Promise<Buffer> {
    const url = this.url(merchantId, `invoices/${reference}/document`);
    const answer = await fetch(url, { headers: this.headers });
    if (!answer.ok) throw new Error(`The document of ${reference} was answered with ${answer.status}.`);
    return Buffer.from(await answer.arrayBuffer());
  }

  private get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.key}` };
  }

  private url(merchantId: string, path: string): string {
    return `${this.baseUrl}/v1/merchants/${merchantId}/${path}`;
  }

  private async call<T>(method: string, url: string, body?: unknown): Promise<T> {
    return callJson(method, url, this.headers, body);
  }

  /** One page is enough for a day this small; more would be a mistake of the demo. */
  private async list<T>(merchantId: string, path: string): Promise<readonly T[]> {
    const limit = path.startsWith('balances') ? '' : `${path.includes('?') ? '&' : '?'}limit=200`;
    const page = await this.call<Page<T>>('GET', this.url(merchantId, path + limit));
    if (page.nextCursor) throw new Error(`${path} has more than one page.`);
    return page.items;
  }
}
