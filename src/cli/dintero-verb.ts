import type { Command } from 'commander';
import type { Operation } from '../integrations/dintero/api/operation.js';
import { detailsOf, type DinteroOptions, operationNamed } from './dintero-arguments.js';
import { callDintero } from './dintero-call.js';
import { secretsOf } from './hidden-secrets.js';
import { operationList, operationTable } from './dintero-list.js';
import { failure, refusal, saveAnswer, showAnswer } from './dintero-outcome.js';
import { merchantNamed } from './merchant-named.js';
import { type Output, print } from './output.js';

type Options = DinteroOptions & Output & { readonly merchant?: string };

/** Any operation of Dintero's API, with a merchant's credentials and without a database. */
export function addDinteroVerb(program: Command): void {
  program
    .command('dintero')
    .description('call any operation of Dintero’s API with a merchant’s credentials')
    .argument('[operation]', 'one of the list below; left out: the list')
    .option('--merchant <id>', 'id of the merchant')
    .option('--param <name=value>', 'a part of the path or a parameter; again for more', collect, [])
    .option('--body <file>', 'the body in JSON; - for the standard input')
    .option('--toggle <name>', 'a feature toggle of the operation')
    .option('--out <file>', 'write the answer as it came, secrets included, into a file only you can read')
    .option('--yes', 'agree to what a changing operation changes', false)
    .option('--json', 'answer in JSON', false)
    .addHelpText('after', () => `\nOperations:\n${operationTable().join('\n')}`)
    .action(async (name: string | undefined, options: Options) => {
      if (name === undefined) print(options, operationList(), operationTable);
      else await call(operationNamed(name), options);
    });
}

async function call(operation: Operation, options: Options): Promise<void> {
  const details = await detailsOf(operation, options);
  const merchant = merchantNamed(options.merchant);
  const { response, secrets } = await callDintero(merchant, operation, details).catch((error: unknown) => {
    throw failure(error, operation, secretsOf(merchant));
  });
  if (response.status < 200 || response.status >= 300) throw refusal(operation, response, secrets, options);
  if (options.out === undefined) showAnswer(response, secrets, options);
  else saveAnswer(options.out, response, options);
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
