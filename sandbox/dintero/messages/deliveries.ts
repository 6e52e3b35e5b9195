import type { Clock } from '../../clock.js';
import type { Outgoing, OutgoingRequest } from '../../http/outgoing.js';

type DeliveryKind = 'callback' | 'hook';

/** `refused`: an answer that is never retried. `gave-up`: every try failed. `dropped`: a fault, never sent. */
export type DeliveryOutcome = 'pending' | 'delivered' | 'refused' | 'gave-up' | 'dropped';

interface DeliveryTry {
  readonly at: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number | null;
  readonly answer: string;
}

export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly account: string;
  readonly event: string;
  readonly transactionId: string | null;
  readonly merchantReference: string | null;
  readonly method: string;
  readonly body: string | null;
  outcome: DeliveryOutcome;
  readonly tries: DeliveryTry[];
}

export interface DeliveryPlan {
  readonly delivery: Pick<Delivery, 'id' | 'kind' | 'account' | 'event' | 'transactionId' | 'merchantReference'>;
  readonly method: string;
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly triesMax: number;
  readonly retryDelayMs: number;
  /** Made anew for each try, because a signature carries its time. */
  target(): { url: URL; headers: Record<string, string> };
  /** What an answer means. No answer at all is always retried. */
  judge(status: number): 'delivered' | 'refused' | 'retry';
  /** Told once, when it is delivered, refused or given up. */
  ended?(outcome: DeliveryOutcome): void;
}

const DELIVERIES_KEPT = 1000;
const RETRY_DELAY_MAX_MS = 60_000;

type Counts = Record<DeliveryKind, Record<DeliveryOutcome, number>>;

/** Everything the sandbox tells others about: each delivery with all its tries, and the tries still to come. */
export class Deliveries {
  private kept: Delivery[] = [];
  private readonly counted = new Map<string, Counts>();
  /** Rises with every reset, so that what was under way before it stays without consequences. */
  private generation = 0;

  constructor(
    private readonly clock: Clock,
    private readonly outgoing: Outgoing,
  ) {}

  send(plan: DeliveryPlan, delayMs: number): void {
    const delivery = this.record(plan, 'pending');
    const { generation } = this;
    this.clock.after(delayMs, () => void this.attempt(plan, delivery, generation));
  }

  drop(plan: DeliveryPlan): void {
    this.record(plan, 'dropped');
  }

  /** Oldest first. */
  latest(account: string | null, transactionId: string | null): Delivery[] {
    return this.kept
      .slice(-DELIVERIES_KEPT)
      .filter((delivery) => (account ?? delivery.account) === delivery.account)
      .filter((delivery) => (transactionId ?? delivery.transactionId) === delivery.transactionId);
  }

  counts(account: string): Counts {
    const known = this.counted.get(account);
    if (known !== undefined) return known;
    const fresh = { callback: noOutcomes(), hook: noOutcomes() };
    this.counted.set(account, fresh);
    return fresh;
  }

  reset(): void {
    this.generation += 1;
    this.kept = [];
    this.counted.clear();
  }

  private record(plan: DeliveryPlan, outcome: DeliveryOutcome): Delivery {
    const delivery: Delivery = { ...plan.delivery, method: plan.method, body: plan.body, outcome, tries: [] };
    this.kept.push(delivery);
    if (this.kept.length >= 2 * DELIVERIES_KEPT) this.kept = this.kept.slice(-DELIVERIES_KEPT);
    this.counts(delivery.account)[delivery.kind][outcome] += 1;
    return delivery;
  }

  private async attempt(plan: DeliveryPlan, delivery: Delivery, generation: number): Promise<void> {
    const at = this.clock.nowIso();
    const { url, headers } = plan.target();
    const { method, timeoutMs } = plan;
    const result = await this.call({ method, url, headers, timeoutMs, body: plan.body ?? undefined });
    if (generation !== this.generation) return;
    delivery.tries.push({ at, url: url.toString(), headers, ...result });

    const verdict = result.status === null ? 'retry' : plan.judge(result.status);
    const tried = delivery.tries.length;
    if (verdict !== 'retry') this.end(plan, delivery, verdict);
    else if (tried >= plan.triesMax) this.end(plan, delivery, 'gave-up');
    else {
      const delayMs = Math.min(RETRY_DELAY_MAX_MS, plan.retryDelayMs * tried);
      this.clock.after(delayMs, () => void this.attempt(plan, delivery, generation));
    }
  }

  private async call(request: OutgoingRequest): Promise<{ status: number | null; answer: string }> {
    try {
      const { status, body } = await this.outgoing.send(request);
      return { status, answer: body };
    } catch (error) {
      return { status: null, answer: error instanceof Error ? error.message : String(error) };
    }
  }

  private end(plan: DeliveryPlan, delivery: Delivery, outcome: DeliveryOutcome): void {
    const counts = this.counts(delivery.account)[delivery.kind];
    counts[delivery.outcome] -= 1;
    counts[outcome] += 1;
    delivery.outcome = outcome;
    plan.ended?.(outcome);
  }
}

function noOutcomes(): Record<DeliveryOutcome, number> {
  return { pending: 0, delivered: 0, refused: 0, 'gave-up': 0, dropped: 0 };
}
