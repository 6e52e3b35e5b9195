import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { freePort } from '../../src/platform/net/free-port.js';
import { type BenchWorld, MERCHANT, webhookSecret } from '../support/bench-world.js';
import { Child } from '../support/child.js';
import { type PreparedRequest, sendAll } from '../support/load.js';
import { benchOrder } from '../support/orders.js';
import { median, type Row } from '../support/result.js';

const CONNECTIONS = 32;
const REQUESTS = 3000;
const ROUNDS = 3;

/** Signed webhooks stored and answered, against a bare server doing one INSERT and COMMIT; rounds alternate. */
export async function intake(world: BenchWorld): Promise<Row> {
  const { url, process: connector } = await world.connector('api');
  const barePort = await freePort();
  const bareUrl = `http://127.0.0.1:${barePort}`;
  const script = join(projectRoot(), 'dist', 'bench', 'rows', 'bare-server.js');
  const env = { ...process.env, DATABASE_URL: world.databaseUrl, PORT: String(barePort) };
  const bare = await Child.start(script, [], env, bareUrl);
  const ours: number[] = [];
  const ceiling: number[] = [];
  await sendAll(url, prepared('warm', 500), CONNECTIONS);
  await sendAll(bareUrl, prepared('warm', 500), CONNECTIONS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const requests = prepared(`I${round}`, REQUESTS);
    ceiling.push(await sendAll(bareUrl, requests, CONNECTIONS));
    ours.push(await sendAll(url, requests, CONNECTIONS));
  }
  await bare.stop();
  await connector.stop();
  return { name: 'intake', unit: 'orders/s', ours: median(ours), ceiling: median(ceiling), goal: 0.5 };
}

function prepared(prefix: string, count: number): PreparedRequest[] {
  const key = Buffer.from(webhookSecret().replace('whsec_', ''), 'base64');
  const timestamp = String(Math.floor(Date.now() / 1000));
  return Array.from({ length: count }, (_, i) => {
    const body = JSON.stringify(benchOrder(`${prefix}-${i}`));
    const id = randomUUID();
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return {
      path: `/v1/merchants/${MERCHANT}/orders`,
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
    };
  });
}
