#!/usr/bin/env node
// The command line, from a fresh clone on: installs and builds what is missing, then runs on the Node 24 that npm brought.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const prepare = join(root, 'scripts', 'prepare.mjs');
if (existsSync(prepare)) {
  const prepared = spawnSync(process.execPath, [prepare, '--build'], { stdio: ['inherit', process.stderr, 'inherit'] });
  if (prepared.status !== 0) process.exit(prepared.status ?? 1);
}
const bundled = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = existsSync(bundled) ? bundled : process.execPath;
const child = spawn(
  node,
  ['--enable-source-maps', join(root, 'dist', 'src', 'cli', 'main.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
