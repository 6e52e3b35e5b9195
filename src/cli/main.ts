import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { messageOf } from '../domain/errors.js';
import { addApiVerbs } from './api-verbs.js';
import { addBundledVerbs } from './bundled-verbs.js';
import { addDinteroVerb } from './dintero-verb.js';
import { addDoctorVerb } from './doctor-verb.js';
import { addDeliveryVerbs } from './delivery-verbs.js';
import { addGroupedVerbs } from './grouped-verbs.js';
import { addPolicyVerbs } from './policy-verbs.js';
import { addKeyVerbs } from './key-verbs.js';
import { addLocalVerbs } from './local-verbs.js';
import { addMailVerbs } from './mail-verbs.js';
import { CliError, EXIT } from './output.js';

const program = new Command('fakturabro')
  .description('ERP orders to Kravia invoices at Dintero, and the books that go with them')
  .exitOverride()
  .showHelpAfterError();
addLocalVerbs(program);
addKeyVerbs(program);
addMailVerbs(program);
addApiVerbs(program);
addGroupedVerbs(program);
addPolicyVerbs(program);
addDinteroVerb(program);
addDoctorVerb(program);
addDeliveryVerbs(program);
addBundledVerbs(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const message = messageOf(error);
  if (message !== '') process.stderr.write(`${message}\n`);
  return error instanceof CliError ? error.exitCode : EXIT.failed;
}
