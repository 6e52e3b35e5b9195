import type { AccountSettings } from '../../../sandbox/dintero/account-settings.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/sandbox.js';
import type { Body, StateAnswer, TransactionAnswer } from './answers.js';
import { payBody } from './requests.js';

const ACCOUNT = 'T11223344';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body as a test reads it, and as nobody has looked at it. */
  readonly body: Body;
  readonly raw: unknown;
}

interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly token?: string | null;
}

/** Talks to one sandbox the way a connector and a tester would. */
export class Client {
  private running: Sandbox | null = null;
  private token = '';

  static async start(options: SandboxOptions = {}): Promise<Client> {
    const client = new Client();
    await client.start(options);
    return client;
  }

  /** One for all tests of a file or a `describe`: each finds the sandbox as it was at the start. */
  static forTheseTests(): Client {
    const client = new Client();
    beforeAll(() => client.start());
    beforeEach(() => client.reset());
    afterAll(() => client.close());
    return client;
  }

  get sandbox(): Sandbox {
    if (!this.running) throw new Error('The sandbox of these tests has not started.');
    return this.running;
  }

  get origin(): string {
    return this.sandbox.dinteroUrl.replace(/\/v1$/, '');
  }

  async close(): Promise<void> {
    await this.running?.close();
  }

  /** Everything as at the start, with a token to go on with. */
  async reset(): Promise<void> {
    await this.control('DELETE', '');
    this.token = await this.fetchToken();
  }

  /** New settings, with a token made under them. */
  async reconfigure(settings: Partial<AccountSettings>): Promise<void> {
    await this.configure(settings);
    this.token = await this.fetchToken();
  }

  /** A call to Dintero with the token of the first account, or with the one given (null: none). */
  async api(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
    const token = options.token === undefined ? this.token : options.token;
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    return call(method, `${this.sandbox.dinteroUrl}${path}`, { ...authorization, ...options.headers }, options.body);
  }

  control(method: string, path: string, body?: unknown): Promise<Reply> {
    return call(method, `${this.origin}/_sandbox${path}`, {}, body);
  }

  async fetchToken(accountId = ACCOUNT, client = 'nordic'): Promise<string> {
    const reply = await this.requestToken(accountId, `${client}-sandbox-client:${client}-sandbox-secret`);
    return reply.body.access_token;
  }

  requestToken(accountId: string, credentials: string, changes: object = {}): Promise<Reply> {
    const audience = `https://api.dintero.com/v1/accounts/${accountId}`;
    return this.api('POST', `/accounts/${accountId}/auth/token`, {
      token: null,
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: { grant_type: 'client_credentials', audience, ...changes },
    });
  }

  async pay(body: object = payBody(), toggles?: string): Promise<Reply> {
    const headers = toggles === undefined ? {} : { 'dintero-feature-toggles': toggles };
    return this.api('POST', '/sessions/pay', { body, headers });
  }

  /** Pays and gives the transaction, which must have been accepted. */
  async invoice(changes: Parameters<typeof payBody>[0] = {}): Promise<TransactionAnswer> {
    const reply = await this.pay(payBody(changes));
    if (reply.status !== 200) throw new Error(`pay was answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    return reply.raw as TransactionAnswer;
  }

  async transaction(id: string): Promise<TransactionAnswer> {
    return (await this.api('GET', `/transactions/${id}`)).raw as TransactionAnswer;
  }

  debtorPays(id: string, amountMinor: number, options: object = {}): Promise<Reply> {
    return this.control('POST', `/transactions/${id}/payments`, { amountMinor, ...options });
  }

  advance(seconds: number): Promise<Reply> {
    return this.control('POST', '/time', { advanceSeconds: seconds });
  }

  fault(fault: object): Promise<Reply> {
    return this.control('POST', '/faults', fault);
  }

  configure(settings: Partial<AccountSettings>, accountId = ACCOUNT): Promise<Reply> {
    return this.control('PUT', `/accounts/${accountId}`, settings);
  }

  async state(): Promise<StateAnswer> {
    return (await this.control('GET', `/state?account=${ACCOUNT}`)).raw as StateAnswer;
  }

  private async start(options: SandboxOptions = {}): Promise<void> {
    this.running = await startSandbox({ seed: 7, ...options });
    this.token = await this.fetchToken();
  }
}

export async function call(
  method: string,
  url: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const raw = parsed(await response.text());
  return { status: response.status, headers: response.headers, body: raw as Body, raw };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The fields a refusal names, in order. */
export function faultyFields(reply: Reply): string[] {
  return reply.body.error.errors.map(({ field }) => field);
}
