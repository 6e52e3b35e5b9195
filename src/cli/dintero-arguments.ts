import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { ALL_OPERATIONS } from '../integrations/dintero/api/all-operations.js';
import type { CallDetails, Operation } from '../integrations/dintero/api/operation.js';
import { CliError, EXIT } from './output.js';

export interface DinteroOptions {
  /** `name=value`, as often as needed; the same name again is another value. */
  readonly param: readonly string[];
  readonly toggle?: string;
  /** A file, or `-` for the standard input. */
  readonly body?: string;
  readonly out?: string;
  readonly yes: boolean;
}

/** @throws CliError when there is none of this name */
export function operationNamed(name: string): Operation {
  const operation = ALL_OPERATIONS.find((each) => each.name === name);
  if (operation) return operation;
  throw usage(`There is no operation ${name}. "fakturabro dintero" lists them.`);
}

/**
 * What the command line asks for, checked before anything is sent.
 * @throws CliError naming what is missing, unknown, or not agreed to
 */
export async function detailsOf(operation: Operation, options: DinteroOptions): Promise<CallDetails> {
  const params = paramsOf(operation, options.param, options.body !== undefined);
  const inQuery = Object.entries(params).filter(([name]) => operation.query?.includes(name));
  refuseWithoutConsent(operation, options);
  return {
    params: Object.fromEntries(Object.entries(params).map(([name, values]) => [name, values.at(-1) ?? ''])),
    query: Object.fromEntries(inQuery),
    ...togglesOf(operation, options.toggle),
    ...(await bodyOf(operation, options.body)),
  };
}

function refuseWithoutConsent(operation: Operation, options: DinteroOptions): void {
  if (operation.changes !== undefined && !options.yes) {
    throw usage(`${operation.name} ${operation.changes}. If that is what you want, say --yes.`);
  }
  if (operation.answers === 'file' && options.out === undefined) throw usage(`${operation.name} needs --out <file>.`);
}

/** Everything `--param` can say to it. */
export function parametersOf(operation: Operation): string[] {
  const { bodyFrom, query = [] } = operation;
  return [...placeholdersOf(operation), ...(bodyFrom ? placeholdersOf(bodyFrom.read) : []), ...query];
}

/** The parts of the path to be filled in, besides the account. */
function placeholdersOf({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => name !== 'aid');
}

function paramsOf(
  operation: Operation,
  given: readonly string[],
  withBody: boolean,
): Readonly<Record<string, string[]>> {
  const params: Record<string, string[]> = {};
  for (const pair of given) {
    const at = pair.indexOf('=');
    if (at < 1) throw usage(`--param takes name=value, not ${pair}.`);
    (params[pair.slice(0, at)] ??= []).push(pair.slice(at + 1));
  }
  const known = parametersOf(operation);
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const list = known.length === 0 ? 'takes none' : `takes ${known.join(', ')}`;
    throw usage(`${operation.name} has no parameter ${unknown}: it ${list}.`);
  }
  const needed = [
    ...placeholdersOf(operation),
    ...(withBody || !operation.bodyFrom ? [] : placeholdersOf(operation.bodyFrom.read)),
  ];
  const missing = needed.filter((name) => !params[name]?.at(-1));
  if (missing.length > 0) throw usage(`${operation.name} needs --param ${missing.join('=…, --param ')}=….`);
  return params;
}

async function bodyOf(operation: Operation, source: string | undefined): Promise<Pick<CallDetails, 'body'>> {
  if (source === undefined) {
    if (operation.bodyFrom) return {};
    if (operation.body === 'required') throw usage(`${operation.name} needs --body <file>, or --body - to type it.`);
    return {};
  }
  if (operation.body === undefined) throw usage(`${operation.name} takes no body.`);
  try {
    const content = source === '-' ? await text(process.stdin) : await readFile(source, 'utf8');
    return { body: JSON.parse(content) as unknown };
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw usage(`The body ${source === '-' ? 'on the standard input' : `in ${source}`} ${reason}.`);
  }
}

function togglesOf(operation: Operation, toggle: string | undefined): Pick<CallDetails, 'featureToggles'> {
  if (toggle === undefined) return {};
  if (operation.featureToggles?.includes(toggle)) return { featureToggles: toggle };
  const list = operation.featureToggles?.join(', ') ?? 'none';
  throw usage(`${operation.name} has no feature toggle ${toggle}: it knows ${list}.`);
}

function usage(message: string): CliError {
  return new CliError(message, EXIT.usage);
}
