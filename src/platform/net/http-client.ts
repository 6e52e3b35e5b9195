import http, { type ClientRequestArgs } from 'node:http';
import https from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import type { Socket } from 'node:net';
import axios, { type AxiosInstance } from 'axios';
import {
  FakturabroError,
  messageOf,
  OutcomeUnknown,
  ProviderRejected,
  ProviderUnavailable,
} from '../../domain/errors.js';
import { checkedUrl, guardedLookup, type OutboundPolicy } from './address-guard.js';

const CONNECT_TIMEOUT_MS = 5000;

/** Faults in which the request cannot have reached the other side. */
const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is; anything else as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** Answers larger than this are refused. */
  readonly bytesMax?: number;
}

/** An answer of any status; redirects are answers too. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

const BYTES_MAX = 20 * 1024 * 1024;

/**
 * One HTTP client per merchant: keep-alive, no redirects, no proxies, no retries, and every address checked. Whatever
 * goes wrong is told apart by what may have happened.
 */
export class HttpClient {
  private readonly axios: AxiosInstance;

  constructor(private readonly policy: OutboundPolicy) {
    this.axios = axios.create({
      httpAgent: guarded(new http.Agent({ keepAlive: true }), policy),
      httpsAgent: guarded(new https.Agent({ keepAlive: true }), policy),
      maxRedirects: 0,
      proxy: false,
      responseType: 'stream',
      validateStatus: () => true,
    });
  }

  /**
   * @throws RuleViolation ADDRESS_REFUSED before anything is sent
   * @throws ProviderRejected ANSWER_TOO_LARGE for a read; for a write it is OutcomeUnknown
   * @throws ProviderUnavailable when the request cannot have arrived
   * @throws OutcomeUnknown when it may have arrived and no answer came
   */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const url = checkedUrl(request.url, this.policy);
    try {
      const response = await this.axios.request<Readable>({
        method: request.method,
        url: url.href,
        headers: { ...(request.headers ?? {}) },
        data: request.body,
        signal: AbortSignal.timeout(request.timeoutMs),
      });
      const headers = Object.fromEntries(
        Object.entries(response.headers).map(([k, v]) => [k.toLowerCase(), String(v)]),
      );
      return { status: response.status, headers, body: await collect(response.data, request.bytesMax ?? BYTES_MAX) };
    } catch (error) {
      throw classified(error, url.hostname, request.method);
    }
  }
}

class AnswerTooLarge extends Error {
  constructor(readonly bytesMax: number) {
    super(`The answer is larger than ${bytesMax} bytes.`);
  }
}

/** Counts while it reads, so that an endless answer ends at the limit. */
async function collect(stream: Readable, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bytesMax) {
      stream.destroy();
      throw new AnswerTooLarge(bytesMax);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function classified(error: unknown, host: string, method: HttpRequest['method']): FakturabroError {
  if (error instanceof AnswerTooLarge) {
    const { message, bytesMax } = error;
    // Reading it again cannot help; a write, whatever it answered, has happened.
    return method === 'GET'
      ? new ProviderRejected('ANSWER_TOO_LARGE', message, { host, bytesMax })
      : new OutcomeUnknown('ANSWER_TOO_LARGE', message, { host, bytesMax }, { answered: true });
  }
  const code = axios.isAxiosError(error) ? (error.code ?? '') : '';
  const cause: unknown = axios.isAxiosError(error) ? (error.cause ?? error) : error;
  if (cause instanceof FakturabroError) return cause;
  const details = { host, fault: code || messageOf(error) };
  if (NEVER_ARRIVED.has(code)) {
    return new ProviderUnavailable('UNREACHABLE', `${host} cannot be reached (${code}).`, details, { cause });
  }
  return new OutcomeUnknown('NO_ANSWER', `${host} gave no answer (${details.fault}).`, details, { cause });
}

type Connect = (
  options: ClientRequestArgs,
  done?: (error: Error | null, stream: Duplex) => void,
) => Duplex | null | undefined;

/** Makes an agent resolve names through the guard and give up connecting after a while. */
function guarded<A extends http.Agent>(agent: A, policy: OutboundPolicy): A {
  const connect: Connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const port = String(options.port ?? (agent instanceof https.Agent ? 443 : 80));
    const socket = connect({ ...options, lookup: guardedLookup(policy, () => port) }, done);
    if (socket) limitConnecting(socket as Socket);
    return socket;
  };
  return agent;
}

function limitConnecting(socket: Socket): void {
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('No connection in time.'), { code: 'CONNECT_TIMEOUT' }));
  }, CONNECT_TIMEOUT_MS);
  const done = (): void => {
    clearTimeout(timer);
  };
  socket.once('connect', done).once('close', done);
}
