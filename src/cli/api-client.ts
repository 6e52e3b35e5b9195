import { CliError, EXIT } from './output.js';

/** A running connector, and a key to it. */
export interface ApiTarget {
  readonly url: string;
  readonly key: string;
}

/** Where the verbs that talk to a running connector find it. @throws CliError without a key */
export function apiTarget(options: { url?: string }, environment: NodeJS.ProcessEnv): ApiTarget {
  const key = environment.FAKTURABRO_API_KEY ?? environment.FAKTURABRO_ADMIN_KEY;
  if (!key)
    throw new CliError('Set FAKTURABRO_API_KEY to an API key; make one with "fakturabro keys create".', EXIT.usage);
  const port = environment.PORT ?? '3000';
  return { url: options.url ?? environment.FAKTURABRO_URL ?? `http://127.0.0.1:${port}`, key };
}

/** @throws CliError with what the connector said */
export async function callApi(
  target: ApiTarget,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const text = (await callForBytes(target, method, path, body)).toString('utf8');
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** For answers that are not JSON, such as a message. @throws CliError with what the connector said */
export async function callForBytes(
  target: ApiTarget,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<Buffer> {
  const response = await fetch(target.url + path, {
    method,
    headers: {
      authorization: `Bearer ${target.key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new CliError(`No connector answers at ${target.url}. Is it running? (${String(error)})`, EXIT.unreachable);
  });
  const answer = Buffer.from(await response.arrayBuffer());
  if (response.ok) return answer;
  throw new CliError(`${response.status}: ${detailOf(answer.toString('utf8'))}`, EXIT.refused);
}

function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: string };
    return detail ?? text;
  } catch {
    return text;
  }
}
