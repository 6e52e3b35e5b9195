import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../src/platform/config/project-root.js';

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a verb of the command line as a process of its own. */
export async function fakturabro(
  environment: Readonly<Record<string, string>>,
  ...verb: readonly string[]
): Promise<CliResult> {
  const main = join(projectRoot(), 'dist', 'src', 'cli', 'main.js');
  const options = { env: { PATH: process.env.PATH, ...environment } };
  return promisify(execFile)(process.execPath, [main, ...verb], options).then(
    ({ stdout, stderr }) => ({ exitCode: 0, stdout, stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { exitCode: code, stdout, stderr };
    },
  );
}
