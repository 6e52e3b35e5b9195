import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_KEY } from './connector.js';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The operator API of one merchant, as a program would call it. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly merchant = 'nordic-supplies',
    private readonly key = ADMIN_KEY,
  ) {}

  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  async post<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body);
  }

  async items<T = Record<string, unknown>>(path: string): Promise<T[]> {
    return (await this.get<{ items: T[] }>(path)).items;
  }

  /** A file, such as a document. */
  async bytes(path: string): Promise<ArrayBuffer> {
    const headers = { authorization: `Bearer ${this.key}` };
    return (await fetch(this.urlOf(path), { headers })).arrayBuffer();
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(this.urlOf(path), {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? null : parsed(text)) as T };
  }

  /** Starts a run and waits for its end. */
  async run(kind: string): Promise<{ state: string; result: string; counts: Record<string, number> }> {
    const { body } = await this.post<{ id: string }>('runs', { kind });
    return eventually(
      () => this.get<{ state: string; result: string; counts: Record<string, number> }>(`runs/${body.id}`),
      (run) => run.state !== 'queued' && run.state !== 'running',
    );
  }

  private urlOf(path: string): string {
    return `${this.url}/v1/merchants/${this.merchant}/${path}`;
  }
}

/** Asks until the answer is as it should be; the last one is in the error when it never is. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`Still not so after ${withinMs} ms: ${JSON.stringify(answer).slice(0, 2000)}`);
    await sleep(50);
  }
}

/** One of the sandbox's controls. */
export async function control<T = Record<string, unknown>>(
  origin: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${origin}/_sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
