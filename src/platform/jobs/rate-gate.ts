import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { query, queryOne } from '../database/sql.js';
import type { Lane } from './step.js';
import { PutOff } from './step-run.js';

/** A caller waits in place for a slot this near; one further away puts the job off. */
const WAIT_MAX_MS = 1500;

/** A fast gate is passed in handfuls: one statement takes the slots of this much time. */
const LEASE_MS = 50;

/** Slots this process has taken and not used yet; each has its own moment, and is lost when that has passed. */
interface Lease {
  nextAt: number;
  left: number;
}

/** One gate per merchant and lane. */
export interface Gate {
  readonly lane: Lane;
  readonly merchantId: string;
}

/**
 * One clock per merchant and outside system, shared by every process: each call takes the next free slot. A closed gate
 * (Retry-After, wrong credentials, an outage) is simply a clock that was set ahead.
 */
@Injectable()
export class RateGate {
  private readonly leases = new Map<string, Lease>();
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Waits for this call's slot.
   * @throws PutOff when the next slot is further away than it is worth waiting in place
   */
  async pass(gate: Gate, requestsPerSecond: number): Promise<void> {
    const intervalMs = 1000 / requestsPerSecond;
    let lease = this.usableLease(gate);
    while (!lease) {
      await this.takeOnce(gate, requestsPerSecond);
      lease = this.usableLease(gate);
    }
    const waitMs = lease.nextAt - Date.now();
    lease.left -= 1;
    lease.nextAt += intervalMs;
    if (waitMs > 1) await sleep(waitMs);
  }

  private usableLease(gate: Gate): Lease | null {
    const lease = this.leases.get(nameOf(gate));
    return lease && lease.left > 0 && lease.nextAt > Date.now() - LEASE_MS ? lease : null;
  }

  /** Callers that arrive together share one handful; one each would set the clock ahead by what nobody uses. */
  private async takeOnce(gate: Gate, requestsPerSecond: number): Promise<void> {
    const name = nameOf(gate);
    const taking =
      this.underWay.get(name) ?? this.take(gate, requestsPerSecond).finally(() => this.underWay.delete(name));
    this.underWay.set(name, taking);
    await taking;
  }

  private async take(gate: Gate, requestsPerSecond: number): Promise<void> {
    const count = Math.max(1, Math.floor((requestsPerSecond * LEASE_MS) / 1000));
    const slot = await queryOne<{ wait_ms: number }>(
      this.dataSource.manager,
      `insert into rate_gate as gate (lane, merchant_id, next_slot_at)
       values ($1, $2, clock_timestamp() + make_interval(secs => $3::float8))
       on conflict (lane, merchant_id) do update
         set next_slot_at = greatest(gate.next_slot_at, clock_timestamp()) + make_interval(secs => $3::float8)
         where gate.next_slot_at <= clock_timestamp() + make_interval(secs => $4::float8)
       returning 1000 * (extract(epoch from next_slot_at - clock_timestamp())::float8 - $3::float8) as wait_ms`,
      [gate.lane, gate.merchantId, count / requestsPerSecond, WAIT_MAX_MS / 1000],
    );
    if (!slot) {
      throw new PutOff(await this.opensAt(gate), 'the limit of calls is reached, or the other side asked us to wait');
    }
    this.leases.set(nameOf(gate), { nextAt: Date.now() + slot.wait_ms, left: count });
  }

  /** Nobody passes for this long; an earlier, longer closing stands. */
  async close(gate: Gate, forMs: number): Promise<void> {
    this.leases.delete(nameOf(gate));
    await this.dataSource.query(
      `insert into rate_gate as gate (lane, merchant_id, next_slot_at)
       values ($1, $2, clock_timestamp() + make_interval(secs => $3::float8))
       on conflict (lane, merchant_id) do update set next_slot_at = greatest(gate.next_slot_at, excluded.next_slot_at)`,
      [gate.lane, gate.merchantId, forMs / 1000],
    );
  }

  /** Merchants whose jobs in this lane need not be fetched yet, because they would only be put off. */
  async closedFor(manager: EntityManager, lane: Lane): Promise<string[]> {
    const rows = await query<{ merchant_id: string }>(
      manager,
      `select merchant_id from rate_gate
       where lane = $1 and next_slot_at > clock_timestamp() + make_interval(secs => $2::float8)`,
      [lane, WAIT_MAX_MS / 1000],
    );
    return rows.map((row) => row.merchant_id);
  }

  private async opensAt({ lane, merchantId }: Gate): Promise<Date> {
    const row = await queryOne<{ next_slot_at: Date }>(
      this.dataSource.manager,
      'select next_slot_at from rate_gate where lane = $1 and merchant_id = $2',
      [lane, merchantId],
    );
    return row?.next_slot_at ?? new Date();
  }
}

function nameOf({ lane, merchantId }: Gate): string {
  return `${lane}:${merchantId}`;
}
