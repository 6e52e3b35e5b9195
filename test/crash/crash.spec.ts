import { fileURLToPath } from 'node:url';
import { jest } from '@jest/globals';
import { runCrashScenario } from './crash-scenario.js';

jest.setTimeout(240_000);

describe('with three workers, 26 of them killed, PostgreSQL killed once, and every tenth answer lost', () => {
  it('makes exactly one invoice for every acknowledged order, loses none, and mails each once', async () => {
    const orders = 400;
    const result = await runCrashScenario({ orders, kills: 26, killsPostgres: true });

    expect(result.acknowledged).toBe(orders);
    expect(result.invoicedTwice).toEqual([]);
    expect(result.references).toHaveLength(orders);
    expect(result.invoicesIssued).toBe(orders);
    // One Message-ID for each order the merchant delivers; a second copy only ever carries the same one.
    expect(result.mails.size).toBe(orders / 5);
    expect(result.audit).toMatchObject({
      ordersWithoutInvoice: 0,
      ledgerImbalance: 0,
      receivableDifference: 0,
      clearingDifference: 0,
    });
  });

  it('doubles invoices when the guards are taken out, so the test above means something', async () => {
    const workerEntry = fileURLToPath(new URL('./unguarded-worker.mjs', import.meta.url));
    const { invoicedTwice } = await runCrashScenario({ orders: 80, kills: 2, killsPostgres: false, workerEntry });
    expect(invoicedTwice.length).toBeGreaterThan(0);
  });
});
