import type { Merchant } from '../domain/merchant.js';
import { type CallDetails, callOf, type Operation } from '../integrations/dintero/api/operation.js';
import { TOKEN_OPERATION } from '../integrations/dintero/api/token.js';
import { DinteroTokens } from '../integrations/dintero/dintero-tokens.js';
import { addressOf, toHttpRequest } from '../integrations/dintero/dintero-request.js';
import { documentPolicyOf } from '../integrations/dintero/document-policy.js';
import { fetchFile } from '../integrations/dintero/fetch-file.js';
import { MerchantHttp } from '../merchants/merchant-http.js';
import { HttpClient, type HttpResponse } from '../platform/net/http-client.js';
import { readJson } from '../platform/net/read-json.js';
import { secretsOf } from './hidden-secrets.js';

const FILE_BYTES_MAX = 200 * 1024 * 1024;

interface DinteroAnswer {
  readonly response: HttpResponse;
  /** What must not be shown, wherever it turns up. */
  readonly secrets: readonly string[];
}

/**
 * One call with the merchant's credentials: through the same guard and the same headers as the connector's, without its
 * database, and so without its rate and its exceptions.
 * @throws what the HTTP client throws; ProviderUnavailable when the login is refused
 */
export async function callDintero(
  merchant: Merchant,
  operation: Operation,
  details: CallDetails,
): Promise<DinteroAnswer> {
  const http = new MerchantHttp();
  const tokens = new DinteroTokens(http);
  if (operation.name === TOKEN_OPERATION.name) {
    return { response: await tokens.logIn(merchant), secrets: secretsOf(merchant) };
  }
  const token = await tokens.tokenFor(merchant);
  const send = (each: Operation, about: CallDetails): Promise<HttpResponse> =>
    http.for(merchant).send(toHttpRequest(merchant, callOf(each, merchant, about), token));

  const { bodyFrom } = operation;
  const secrets = [...secretsOf(merchant), token];
  if (operation.answers === 'file') return { response: await file(merchant, operation, details, token), secrets };
  if (!bodyFrom || details.body !== undefined) return { response: await send(operation, details), secrets };
  const read = await send(bodyFrom.read, { params: details.params ?? {} });
  if (read.status !== 200) return { response: read, secrets };
  const body = bodyFrom.toBody(readJson(read.body));
  return { response: await send(operation, { ...details, body }), secrets };
}

/** By whatever way it is served; the token goes to Dintero's own hosts only. */
async function file(
  merchant: Merchant,
  operation: Operation,
  details: CallDetails,
  token: string,
): Promise<HttpResponse> {
  const policy = documentPolicyOf(merchant);
  const address = addressOf(merchant, callOf(operation, merchant, details));
  const give = (): Promise<string> => Promise.resolve(token);
  // It was made a moment ago: another one would be refused as well.
  const tokens = { current: give, renewed: give };
  return (await fetchFile(new HttpClient(policy.outbound), policy, address, tokens, FILE_BYTES_MAX)).response;
}
