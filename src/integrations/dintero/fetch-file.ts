import { OutcomeUnknown, ProviderUnavailable, RuleViolation } from '../../domain/errors.js';
import { checkedUrl, hostAndPort } from '../../platform/net/address-guard.js';
import type { HttpClient, HttpResponse } from '../../platform/net/http-client.js';
import { readJson, textField } from '../../platform/net/read-json.js';
import type { DocumentPolicy } from './document-policy.js';

const HOPS_MAX = 5;
const TIMEOUT_MS = 30_000;

/** Access tokens for the provider's own hosts. */
export interface FileTokens {
  current(): Promise<string>;
  /** Another one, because this one was refused. */
  renewed(refused: string): Promise<string>;
}

export interface FetchedFile {
  readonly response: HttpResponse;
  /** Where the bytes came from in the end. */
  readonly host: string;
}

/**
 * Fetches a file of the provider by hand: every hop's address is checked, the token goes to the provider's own hosts only
 * and never along a redirect, and a JSON envelope with a `url` is followed like a redirect (API reference 3.10 and 7.4).
 * @throws RuleViolation ADDRESS_REFUSED · ProviderUnavailable · OutcomeUnknown
 */
export async function fetchFile(
  http: HttpClient,
  policy: DocumentPolicy,
  address: string,
  tokens: FileTokens,
  bytesMax: number,
): Promise<FetchedFile> {
  let url = checkedUrl(address, policy.outbound);
  if (!policy.allowsFirst(url)) {
    const message = 'The document lies on a host that is not the provider’s.';
    throw new RuleViolation('ADDRESS_REFUSED', message, { host: url.hostname });
  }
  for (let hop = 0; hop <= HOPS_MAX; hop += 1) {
    const mayCarryToken = hop === 0 && policy.takesToken(url);
    const response = await request(http, url, mayCarryToken ? tokens : null, bytesMax);
    const next = nextAddress(response, url);
    if (next === null) return { response, host: hostAndPort(url) };
    url = checkedUrl(next, policy.outbound);
  }
  throw new ProviderUnavailable('TOO_MANY_REDIRECTS', `More than ${HOPS_MAX} redirects.`, { host: url.hostname });
}

async function request(http: HttpClient, url: URL, tokens: FileTokens | null, bytesMax: number): Promise<HttpResponse> {
  const send = (headers: Readonly<Record<string, string>>): Promise<HttpResponse> =>
    http.send({ method: 'GET', url: url.href, headers, timeoutMs: TIMEOUT_MS, bytesMax });
  const response = tokens ? await sendWithToken(send, tokens) : await send({});
  const details = { host: url.hostname, status: response.status };
  if (response.status === 429) throw new ProviderUnavailable('RATE_LIMITED', 'The file host asks us to wait.', details);
  if (response.status >= 500) {
    throw new OutcomeUnknown('PROVIDER_FAULT', `The file host answered ${response.status}.`, details, {
      answered: true,
    });
  }
  return response;
}

/**
 * Whether files want the token is not documented; storage refuses it, the API may demand it. Where both ways are refused,
 * the answer to the token tells why; a 401 may mean an outlived token, so that one is renewed once.
 */
async function sendWithToken(
  send: (headers: Readonly<Record<string, string>>) => Promise<HttpResponse>,
  tokens: FileTokens,
): Promise<HttpResponse> {
  const token = await tokens.current();
  const first = await send({ authorization: `Bearer ${token}` });
  if (!isRefusal(first)) return first;
  const bare = await send({});
  if (!isRefusal(bare)) return bare;
  return first.status === 401 ? send({ authorization: `Bearer ${await tokens.renewed(token)}` }) : first;
}

function isRefusal({ status }: HttpResponse): boolean {
  return status === 400 || status === 401 || status === 403;
}

function nextAddress(response: HttpResponse, from: URL): string | null {
  const { status, headers, body } = response;
  if (status >= 300 && status < 400) {
    const target = URL.parse(headers.location ?? '', from);
    return target?.href ?? null;
  }
  if (status !== 200) return null;
  const firstByte = body.find((byte) => byte > 0x20);
  if (firstByte !== 0x7b && firstByte !== 0x22) return null; // neither { nor "
  const json = readJson(body);
  if (typeof json === 'string') return /^https?:\/\//.test(json) ? json : null;
  return textField(json, 'url');
}
