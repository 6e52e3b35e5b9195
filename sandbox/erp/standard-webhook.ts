import { createHmac } from 'node:crypto';
import type { Outgoing, OutgoingRequest } from '../http/outgoing.js';

export const CORRUPTIONS = ['signature', 'body', 'timestamp'] as const;
type Corruption = (typeof CORRUPTIONS)[number];

export interface WebhookOrder {
  readonly url: URL;
  readonly payload: string;
  readonly secret: string;
  readonly messageId: string;
  readonly times: number;
  readonly corrupt: Corruption | null;
}

interface WebhookAnswer {
  readonly status: number | null;
  readonly body: string;
}

const TIMEOUT_MS = 30_000;
/** Well past the five minutes a receiver tolerates. */
const OLD_SECONDS = 3600;

/** Sends one message, or the same message several times one after the other. */
export async function sendWebhook(outgoing: Outgoing, order: WebhookOrder): Promise<WebhookAnswer[]> {
  const answers: WebhookAnswer[] = [];
  for (let sent = 0; sent < order.times; sent += 1) answers.push(await call(outgoing, requestFor(order)));
  return answers;
}

/** The Standard Webhooks scheme: `v1,` and the base64 HMAC-SHA256 over id, time and body. */
function requestFor(order: WebhookOrder): OutgoingRequest {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const timestamp = order.corrupt === 'timestamp' ? nowSeconds - OLD_SECONDS : nowSeconds;
  const key = Buffer.from(order.secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${order.messageId}.${timestamp}.${order.payload}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  return {
    method: 'POST',
    url: order.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Sandbox-ERP/1.0',
      'webhook-id': order.messageId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${order.corrupt === 'signature' ? reversed(signature) : signature}`,
    },
    body: order.corrupt === 'body' ? `${order.payload} ` : order.payload,
    timeoutMs: TIMEOUT_MS,
  };
}

/** As long as a right one, and wrong. */
function reversed(signature: string): string {
  return Buffer.from(signature, 'base64').reverse().toString('base64');
}

async function call(outgoing: Outgoing, request: OutgoingRequest): Promise<WebhookAnswer> {
  try {
    return await outgoing.send(request);
  } catch (error) {
    return { status: null, body: error instanceof Error ? error.message : String(error) };
  }
}
