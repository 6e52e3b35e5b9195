import type { Command } from 'commander';
import { apiTarget, callApi } from './api-client.js';
import { type Output, print, tableOf } from './output.js';

export interface ApiOptions extends Output {
  readonly url?: string;
}

export type Items = readonly Readonly<Record<string, unknown>>[];

/** The command with this name below `parent`, made by whoever needs it first: several files add verbs to one. */
export function groupOf(parent: Command, name: string, description: string): Command {
  return parent.commands.find((known) => known.name() === name) ?? parent.command(name).description(description);
}

/** A verb that asks a running connector; it takes the merchant first. */
export function verb(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .argument('<merchant>', 'id of the merchant')
    .option('--url <url>', 'address of the connector')
    .option('--json', 'answer in JSON', false);
}

/** A verb that shows the first page of a list. */
export function list(
  parent: Command,
  name: string,
  description: string,
  path: string,
  columns: readonly string[],
): void {
  verb(parent, name, description).action(async (merchant: string, options: ApiOptions) => {
    const page = (await call(merchant, options, 'GET', path)) as { items: Items };
    print(options, page, () => tableOf(page.items, columns));
  });
}

export async function call(
  merchant: string,
  options: ApiOptions,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const target = apiTarget(options, process.env);
  return callApi(target, method, `/v1/merchants/${encodeURIComponent(merchant)}/${path}`, body);
}
