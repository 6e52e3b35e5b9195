import type { Sandbox } from '../sandbox/sandbox.js';
import { callJson } from './http.js';
import type { DemoMerchant } from './merchants.js';
import type { CancellationData, OrderData } from './sample-data.js';

export interface WebhookAnswer {
  readonly status: number | null;
  readonly body: string;
}

interface ErpState {
  readonly invoices: Readonly<Record<string, readonly { readonly facts: InvoiceFacts }[]>>;
  readonly entries: readonly { readonly reference: string; readonly kind: string }[];
  readonly duplicatesByReference: Readonly<Record<string, number>>;
}

interface InvoiceFacts {
  readonly state: string;
  readonly invoiceNumber: string | null;
  readonly openAmount: number;
}

interface ProviderState {
  readonly transactionsByMerchantReference: Readonly<Record<string, number>>;
  readonly invoicedTwice: readonly string[];
  readonly payCalls: number;
  readonly voids: number;
}

export interface PaidOut {
  readonly id: string;
  readonly amounts: readonly { readonly capture: number; readonly fee: number; readonly amount: number }[];
}

/** What the people around the connector do: the merchant's office, the debtors, Dintero's payout run, a bad line. */
export class SandboxControl {
  private readonly providerUrl: string;

  constructor(private readonly sandbox: Sandbox) {
    this.providerUrl = sandbox.dinteroUrl.replace(/\/v1$/, '/_sandbox');
  }

  /** The ERP sends an order as a signed webhook, `times` times the same message. */
  async send(
    merchant: DemoMerchant,
    url: string,
    order: OrderData | CancellationData,
    times = 1,
  ): Promise<readonly WebhookAnswer[]> {
    const path = `${this.erpUrl}/${merchant.id}/webhooks`;
    return (await callJson<{ answers: WebhookAnswer[] }>('POST', path, {}, { url, order, times })).answers;
  }

  /** An order the ERP has and sends no webhook for. */
  async putOrder(merchant: DemoMerchant, order: OrderData): Promise<void> {
    await callJson('PUT', `${this.erpUrl}/${merchant.id}/orders/${order.orderId}`, {}, order);
  }

  async erpState(merchant: DemoMerchant): Promise<ErpState> {
    return callJson('GET', `${this.erpUrl}/${merchant.id}/state`, {});
  }

  /** Dintero takes the invoice with this reference, and its answer never arrives. */
  async loseAnswerTo(merchantReference: string): Promise<void> {
    const fault = { operation: 'sessions.pay', fault: 'lost-answer', match: { merchantReference } };
    await callJson('POST', `${this.providerUrl}/faults`, {}, fault);
  }

  /** Faults that were asked for and have not struck yet. */
  async faultCount(): Promise<number> {
    return (await callJson<{ faults: unknown[] }>('GET', `${this.providerUrl}/faults`, {})).faults.length;
  }

  async providerState(merchant: DemoMerchant): Promise<ProviderState> {
    return callJson('GET', `${this.providerUrl}/state?account=${merchant.accountId}`, {});
  }

  /** The debtor pays; without a callback nobody is told. */
  async pay(transactionId: string, amountMinor: number, callback = true): Promise<void> {
    const url = `${this.providerUrl}/transactions/${transactionId}/payments`;
    await callJson('POST', url, {}, { amountMinor, callback });
  }

  /** Dintero pays out what was paid and keeps its fee. */
  async payOut(merchant: DemoMerchant, feeBasisPoints: number): Promise<PaidOut> {
    const url = `${this.providerUrl}/accounts/${merchant.accountId}/settlements`;
    return callJson('POST', url, {}, { feeBasisPoints });
  }

  async messageCount(): Promise<number> {
    const { messages } = await callJson<{ messages: unknown[] }>('GET', `${this.sandbox.mailboxUrl}/api/messages`, {});
    return messages.length;
  }

  private get erpUrl(): string {
    return `${this.sandbox.erpUrl}/_sandbox`;
  }
}
