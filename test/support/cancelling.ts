import { control, eventually } from './api.js';
import { Mission } from './mission.js';
import { smallOrder } from './orders.js';

/** What a cancellation was answered, by the ERP port or the operator API. */
export interface CancelAnswer {
  readonly outcome: string;
  readonly books: string | null;
  readonly detail: string;
}

interface Entry {
  readonly reference: string;
  readonly kind: string;
  readonly documentNumber?: string;
  readonly postings: readonly { account: string; side: string; amount: number; taxCode?: string; taxAmount?: number }[];
}

/** Orders that Kravia delivers, so that collection starts by itself. */
export const kraviaOrder = (orderId: string, amount = 50_000, changes = {}): Record<string, unknown> =>
  smallOrder(orderId, amount, { invoice: { channel: 'kravia' }, ...changes });

/** A mission with words for what happens around cancellations. */
export class Cancelling {
  private constructor(readonly mission: Mission) {}

  static async start(adapt?: (yaml: string) => string): Promise<Cancelling> {
    return new Cancelling(await Mission.start(adapt));
  }

  /** Issues an order; gives the id of its transaction. */
  async issued(orderId: string, amount = 50_000, changes = {}): Promise<string> {
    await this.mission.api.post('orders', kraviaOrder(orderId, amount, changes));
    return (await this.mission.untilState(`${orderId}-1`, 'issued')).transactionId;
  }

  /** Issues an order and has a part of it paid. */
  async partlyPaid(orderId: string, amount: number, paid: number): Promise<string> {
    const transactionId = await this.issued(orderId, amount);
    await this.mission.pay(transactionId, paid);
    await this.mission.untilState(`${orderId}-1`, 'partly-paid');
    return transactionId;
  }

  /** The ERP cancels an order. */
  cancel(orderId: string, cause: string, more = {}): Promise<{ status: number; body: { cancellation: CancelAnswer } }> {
    return this.mission.api.post('orders', { orderId, status: 'cancelled', cause, ...more });
  }

  /** An operator cancels an invoice. */
  void(reference: string, cause: string): Promise<{ status: number; body: CancelAnswer & Record<string, unknown> }> {
    return this.mission.api.post(`invoices/${reference}/void`, { cause });
  }

  sandbox<T = unknown>(path: string, body: unknown = {}): Promise<T> {
    return control<T>(this.mission.dintero, 'POST', path, body);
  }

  /** The entries of an order, oldest first. */
  async entries(orderId: string): Promise<Entry[]> {
    return (await this.mission.api.items<Entry>(`journal-entries?orderId=${orderId}&limit=200`)).toReversed();
  }

  async kinds(orderId: string): Promise<string[]> {
    return (await this.entries(orderId)).map(({ kind }) => kind);
  }

  /** What an order leaves in each account that it touched; debit is positive, and zeros are left out. */
  async balances(orderId: string): Promise<Record<string, number>> {
    const totals = new Map<string, number>();
    for (const { account, side, amount } of (await this.entries(orderId)).flatMap(({ postings }) => postings)) {
      totals.set(account, (totals.get(account) ?? 0) + (side === 'debit' ? amount : -amount));
    }
    return Object.fromEntries([...totals].filter(([, balance]) => balance !== 0).sort());
  }

  /** What the provider answered to an operation, by its own log. @param about a transaction id or reference */
  async calls(operation: string, about: string): Promise<number[]> {
    const { requests } = await control<{ requests: { path: string; body: unknown; status: number }[] }>(
      this.mission.dintero,
      'GET',
      `requests?account=T11223344&operation=${operation}`,
    );
    return requests
      .filter(({ path, body }) => path.includes(about) || JSON.stringify(body ?? null).includes(about))
      .map(({ status }) => status);
  }

  async untilEntries(orderId: string, kinds: readonly string[]): Promise<void> {
    await eventually(
      () => this.kinds(orderId),
      (some) => some.join() === kinds.join(),
    );
  }

  /** The audit finds the books whole. */
  async expectWholeBooks(): Promise<void> {
    const { counts } = await this.mission.api.run('verify');
    const differences = ['ledgerImbalance', 'receivableDifference', 'clearingDifference'];
    expect(differences.map((name) => [name, counts[`audit.${name}`]])).toEqual(differences.map((name) => [name, 0]));
  }
}
