import { jest } from '@jest/globals';
import { Command } from 'commander';
import { CliError, EXIT } from '../../src/cli/output.js';
import type { CliResult } from './cli.js';

/** Runs a verb inside this process, which is faster than one of its own, in an environment that is put back afterwards. */
export async function runVerb(
  add: (program: Command) => void,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const program = new Command().exitOverride();
  add(program);
  const written: string[] = [];
  const output = jest.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(String(line)) > 0);
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return { exitCode: EXIT.ok, stdout: written.join(''), stderr: '' };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { exitCode: error.exitCode, stdout: written.join(''), stderr: error.message };
  } finally {
    output.mockRestore();
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}
