import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../platform/config/project-root.js';
import { CliError, EXIT } from './output.js';

/** The parts that come with a clone and are left out of the production image. */
export function addBundledVerbs(program: Command): void {
  bundled(program, 'demo', 'play one merchant day on sample data');
  bundled(program, 'sandbox', 'a double of Dintero, an ERP and a mailbox to test a setup against');
}

function bundled(program: Command, name: string, description: string): void {
  program
    .command(name)
    .description(description)
    .allowUnknownOption()
    .argument('[flags...]', `flags of the ${name}; see ${name} --help`)
    .action(async (flags: string[]) => {
      const main = join(projectRoot(), 'dist', name, 'main.js');
      if (!existsSync(main))
        throw new CliError(`The ${name} is not part of this installation; use a clone.`, EXIT.usage);
      process.exitCode = await runToEnd(main, flags);
    });
}

async function runToEnd(main: string, flags: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--enable-source-maps', main, ...flags], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      resolve(code ?? EXIT.failed);
    });
  });
}
