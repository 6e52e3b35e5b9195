import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { type Gate, RateGate } from '../../src/platform/jobs/rate-gate.js';
import { PutOff } from '../../src/platform/jobs/step-run.js';
import { createTestDatabase, type TestDatabase } from '../support/databases.js';

let database: TestDatabase;
let dataSource: DataSource;
/** Two processes that know nothing of each other but the database. */
let gates: [RateGate, RateGate];
let merchants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({ ...dataSourceOptions(database.url, 6), logging: false }).initialize();
  gates = [new RateGate(dataSource), new RateGate(dataSource)];
});

afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('the rate of calls', () => {
  it('is kept over all processes, with no more than one call at the start', async () => {
    const gate = aGate();
    const startedAt = performance.now();
    const passed = await passAll(gate, 40, 30);
    const seconds = (performance.now() - startedAt) / 1000;

    expect(passed.filter((outcome) => outcome === 'passed')).toHaveLength(30);
    expect(30).toBeLessThanOrEqual(40 * seconds + 1.1);
  });

  it('makes nobody wait long in place: who is too far back is put off', async () => {
    const gate = aGate();
    const startedAt = performance.now();
    const outcomes = await passAll(gate, 4, 20);
    const seconds = (performance.now() - startedAt) / 1000;

    expect(outcomes.filter((outcome) => outcome === 'passed').length).toBeLessThanOrEqual(4 * seconds + 1.1);
    expect(outcomes.filter((outcome) => outcome === 'put off').length).toBeGreaterThan(0);
  });

  it('is one for each merchant and each outside system', async () => {
    const gate = aGate();
    await closeFor(gate, 60);

    await expect(gates[0].pass({ ...gate, lane: 'erp' }, 10)).resolves.toBeUndefined();
    await expect(gates[0].pass(aGate(), 10)).resolves.toBeUndefined();
  });
});

describe('a closed gate', () => {
  it('puts everybody off until it opens', async () => {
    const gate = aGate();
    const before = Date.now();
    await closeFor(gate, 60);

    const refusal = gates[1].pass(gate, 10);
    await expect(refusal).rejects.toThrow(PutOff);
    await refusal.catch((error: unknown) => {
      if (error instanceof PutOff) expect(error.until.getTime()).toBeGreaterThan(before + 55_000);
    });
  });

  it('stays closed for the longest time that was asked for', async () => {
    const gate = aGate();
    await closeFor(gate, 60);
    await closeFor(gate, 0);

    await expect(gates[1].pass(gate, 10)).rejects.toThrow(PutOff);
  });

  it('is known before a job is fetched only to be put off', async () => {
    const gate = aGate();
    await gates[0].pass(gate, 10);
    const open = await gates[1].closedFor(dataSource.manager, gate.lane);
    await closeFor(gate, 60);
    const closed = await gates[1].closedFor(dataSource.manager, gate.lane);

    expect([open.includes(gate.merchantId), closed.includes(gate.merchantId)]).toEqual([false, true]);
  });

  it('lets callers through again when its time has come', async () => {
    const gate = aGate();
    await gates[0].close(gate, 100);

    await expect(gates[1].pass(gate, 10)).resolves.toBeUndefined();
  });
});

function aGate(): Gate {
  merchants += 1;
  return { lane: 'provider', merchantId: `merchant-${merchants}` };
}

function closeFor(gate: Gate, seconds: number): Promise<void> {
  return gates[0].close(gate, seconds * 1000);
}

/** Everybody at once, half of them in the other process. */
function passAll(gate: Gate, requestsPerSecond: number, callers: number): Promise<('passed' | 'put off')[]> {
  return Promise.all(
    Array.from({ length: callers }, async (_, index) => {
      try {
        await gates[index % 2 === 0 ? 0 : 1].pass(gate, requestsPerSecond);
        return 'passed' as const;
      } catch (error) {
        if (error instanceof PutOff) return 'put off' as const;
        throw error;
      }
    }),
  );
}
