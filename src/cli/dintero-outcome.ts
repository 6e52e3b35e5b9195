import { writeFileSync } from 'node:fs';
import { messageOf, OutcomeUnknown, ProviderUnavailable } from '../domain/errors.js';
import type { Operation } from '../integrations/dintero/api/operation.js';
import { errorOf } from '../integrations/dintero/dintero-error.js';
import type { HttpResponse } from '../platform/net/http-client.js';
import { readJson } from '../platform/net/read-json.js';
import { withoutKnown, withoutSecrets } from './hidden-secrets.js';
import { CliError, EXIT, type Output, print } from './output.js';

const LOOK_FIRST = ' It may have happened: look before you repeat it.';

export function showAnswer(response: HttpResponse, secrets: readonly string[], options: Output): void {
  const shown = shownOf(response, secrets);
  print(options, shown ?? null, () => {
    if (shown === undefined) return [`Done (${response.status}).`];
    return [typeof shown === 'string' ? shown : JSON.stringify(shown, null, 2)];
  });
}

/** As it came, for the eyes of this user only. */
export function saveAnswer(path: string, { body }: HttpResponse, options: Output): void {
  writeFileSync(path, body, { mode: 0o600 });
  print(options, { file: path, bytes: body.length }, () => [`${body.length} bytes in ${path}`]);
}

/** A refusal in words; with `--json` the whole answer goes to the standard output as well. */
export function refusal(
  operation: Operation,
  response: HttpResponse,
  secrets: readonly string[],
  options: Output,
): CliError {
  const { status } = response;
  const { code, message } = errorOf(response);
  if (options.json) print(options, { status, answer: shownOf(response, secrets) ?? null }, () => []);
  const scopes = status === 403 && operation.scopes?.length ? ` It needs one of: ${operation.scopes.join(', ')}.` : '';
  const after = operation.changes !== undefined && (status >= 500 || status === 409) ? LOOK_FIRST : '';
  const text = `Dintero answered ${status} (${code}) to ${operation.name}: ${message}.${scopes}${after}`;
  return new CliError(withoutKnown(text, secrets), status < 500 && status !== 429 ? EXIT.refused : EXIT.failed);
}

/** No answer at all, or no token to ask with. */
export function failure(error: unknown, operation: Operation, secrets: readonly string[]): CliError {
  const after = operation.changes !== undefined && error instanceof OutcomeUnknown ? LOOK_FIRST : '';
  const text = withoutKnown(messageOf(error), secrets) + after;
  if (!(error instanceof ProviderUnavailable)) return new CliError(text, EXIT.failed);
  return new CliError(text, error.code === 'TOKEN_REFUSED' ? EXIT.refused : EXIT.unreachable);
}

/** The answer without its secrets: as JSON if it is JSON, else as text; undefined when it is empty. */
function shownOf({ body }: HttpResponse, secrets: readonly string[]): unknown {
  const text = body.toString('utf8');
  if (text.trim() === '') return undefined;
  const json = readJson(body);
  return json === undefined ? withoutKnown(text, secrets) : withoutSecrets(json, secrets);
}
