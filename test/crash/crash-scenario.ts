import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { freePort } from '../../src/platform/net/free-port.js';
import { Api, control, eventually } from '../support/api.js';
import { Connector } from '../support/connector.js';
import { install, type Installation } from '../support/installation.js';
import { smallOrder } from '../support/orders.js';

export interface CrashPlan {
  readonly orders: number;
  readonly kills: number;
  readonly killsPostgres: boolean;
  /** The worker to run; the product's own unless given. */
  readonly workerEntry?: string;
}

export interface CrashResult {
  /** Orders the connector had acknowledged. */
  readonly acknowledged: number;
  /** Every merchant reference the provider has a transaction for. */
  readonly references: readonly string[];
  /** References under which the provider accepted more than one invoice. */
  readonly invoicedTwice: readonly string[];
  readonly invoicesIssued: number;
  /** Mails by Message-ID, for the orders the merchant delivers. */
  readonly mails: ReadonlyMap<string, number>;
  readonly audit: Readonly<Record<string, number>>;
}

const WORKERS = 3;
const ACCOUNT = 'T11223344';

/**
 * Sends orders while workers are killed and every tenth answer of the provider is lost, then waits until everything
 * acknowledged is done and counts. PostgreSQL is a durable one of its own, because it is killed too.
 */
export async function runCrashScenario(plan: CrashPlan): Promise<CrashResult> {
  const folder = await mkdtemp(join(tmpdir(), 'fakturabro-crash-'));
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ folder, database: 'fakturabro_test_crash' });
  postgres.watch();
  // A lost answer is noticed after two seconds instead of thirty; everything else is the sample configuration.
  const installation = await install((yaml) =>
    yaml
      .replace('concurrency: 8', 'concurrency: 16\n  timeoutSeconds: 2')
      .replace('requestsPerSecond: 50', 'requestsPerSecond: 500'),
  );
  const started: Connector[] = [];
  try {
    await migrate(postgres.url);
    await makeProviderUnreliable(installation);
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const base = { installation, databaseUrl: postgres.url, publicUrl };
    const api = await Connector.start({ ...base, port, roles: 'api' });
    started.push(api);
    const startWorker = async (): Promise<Connector> => {
      const worker = await Connector.start({
        ...base,
        roles: 'worker',
        ...(plan.workerEntry ? { entry: plan.workerEntry } : {}),
      });
      started.push(worker);
      return worker;
    };
    const workers = await Promise.all(Array.from({ length: WORKERS }, startWorker));

    const client = new Api(api.url);
    const sending = sendOrders(client, plan.orders);
    for (let kill = 0; kill < plan.kills; kill += 1) {
      const victim = kill % WORKERS;
      await sleep(100 + ((kill * 137) % 250));
      if (plan.killsPostgres && kill === Math.floor(plan.kills / 2)) process.kill(await postgres.pid(), 'SIGKILL');
      await workers[victim]?.kill();
      workers[victim] = await startWorker();
    }
    const acknowledged = await sending;
    await eventually(
      () => counts(client),
      ({ open }) => open === 0,
      90_000,
    );
    return { acknowledged, ...(await collect(client, installation)) };
  } finally {
    await Promise.all(started.map((connector) => connector.kill()));
    await installation.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeProviderUnreliable({ sandbox }: Installation): Promise<void> {
  const origin = new URL(sandbox.dinteroUrl).origin;
  await control(origin, 'PUT', `accounts/${ACCOUNT}`, { latencyMs: 40 });
  for (const operation of ['sessions.pay', 'capture']) {
    await control(origin, 'POST', 'faults', { operation, fault: 'lost-answer', times: null, probability: 0.1 });
  }
  await control(origin, 'POST', 'faults', {
    operation: 'sessions.pay',
    fault: 'status',
    status: 503,
    times: null,
    probability: 0.05,
  });
}

/** Every order until it is acknowledged: that is what an ERP does with a 503 or a broken connection. */
async function sendOrders(client: Api, count: number): Promise<number> {
  let acknowledged = 0;
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < count) {
      const number = (next += 1);
      const channel = number % 5 === 0 ? 'merchant' : 'kravia';
      const order = smallOrder(`CR-${number}`, 10_000 + 5 * number, { invoice: { channel } });
      for (;;) {
        const answer = await client.post('orders', order).catch(() => null);
        if (answer?.status === 202 || answer?.status === 200) break;
        await sleep(100);
      }
      acknowledged += 1;
      await sleep(20);
    }
  };
  await Promise.all(Array.from({ length: 4 }, send));
  return acknowledged;
}

interface Progress {
  readonly open: number;
}

/** How much is still under way: invoices not issued, and mails not accepted. */
async function counts(client: Api): Promise<Progress> {
  const unfinished = await Promise.all(
    ['planned', 'submitting', 'pending', 'authorised'].map((state) =>
      client.items(`invoices?state=${state}&limit=200`),
    ),
  ).catch(() => [[{}]]);
  const unsent = (
    await client.items<{ state: string }>('deliveries?limit=200').catch(() => [{ state: 'planned' }])
  ).filter(({ state }) => state !== 'accepted');
  const received = await client.items('orders?state=received&limit=200').catch(() => [{}]);
  return { open: unfinished.flat().length + unsent.length + received.length };
}

async function collect(client: Api, { sandbox }: Installation): Promise<Omit<CrashResult, 'acknowledged'>> {
  const origin = new URL(sandbox.dinteroUrl).origin;
  const state = await control<{ transactionsByMerchantReference: Record<string, number>; invoicedTwice: string[] }>(
    origin,
    'GET',
    `state?account=${ACCOUNT}`,
  );
  const messages = (await (await fetch(`${sandbox.mailboxUrl}/api/messages`)).json()) as {
    messages: { messageId: string }[];
  };
  const mails = new Map<string, number>();
  for (const { messageId } of messages.messages) mails.set(messageId, (mails.get(messageId) ?? 0) + 1);
  const run = await client.run('verify');
  const audit = Object.fromEntries(
    Object.entries(run.counts).map(([name, value]) => [name.replace('audit.', ''), value]),
  );
  const issued = await allInvoices(client);
  return {
    references: Object.keys(state.transactionsByMerchantReference),
    invoicedTwice: state.invoicedTwice,
    invoicesIssued: issued,
    mails,
    audit,
  };
}

async function allInvoices(client: Api): Promise<number> {
  let count = 0;
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: unknown[]; nextCursor: string | null } = await client.get(
      `invoices?state=issued&limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    count += page.items.length;
    cursor = page.nextCursor;
  }
  return count;
}
