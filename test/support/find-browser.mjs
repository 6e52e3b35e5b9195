import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * A Chromium that really starts here: the one CHROMIUM_PATH names, or the one that npm brings along (Linux on x64), or the machine's
 * own. Gives `{ path, env }`, or `{ reason }` when there is none. Jest asks for it before it knows which tests to run.
 */
export async function findBrowser() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    const browser = await starts({ path: asked, env: {} });
    return browser ?? { reason: `CHROMIUM_PATH names ${asked}, which does not start` };
  }
  const brought = await broughtByNpm();
  if (brought) return brought;
  for (const path of SYSTEM_BROWSERS.filter((known) => existsSync(known))) {
    const browser = await starts({ path, env: {} });
    if (browser) return browser;
  }
  return { reason: 'no Chromium starts here; name one in CHROMIUM_PATH' };
}

async function starts(browser) {
  try {
    const started = await launch(browser);
    await started.close();
    return browser;
  } catch {
    return null;
  }
}

/** Without Chromium's own sandbox, which root may not use; the pages are our own. */
export async function launch({ path, env }) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: ['--no-sandbox'],
    timeout: 20_000,
  });
}

/** Unpacked once for each version, and tried until it has started once. */
async function broughtByNpm() {
  const packed = join(root, 'node_modules', '@sparticuz', 'chromium');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(packed)) return null;
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  const folder = join(ownFolder(), `chromium-${version}`);
  const browser = {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: folder },
  };
  if (!existsSync(browser.path)) unpack(folder);
  const proof = join(folder, 'has-started');
  if (existsSync(proof)) return browser;
  if ((await starts(browser)) === null) return null;
  writeFileSync(proof, '');
  return browser;
}

/** Beside the packages; where those belong to somebody else, in a folder nobody but this user can have made. */
function ownFolder() {
  try {
    const cache = join(root, 'node_modules', '.cache', 'fakturabro');
    mkdirSync(cache, { recursive: true });
    rmSync(mkdtempSync(join(cache, 'try-')), { recursive: true });
    return cache;
  } catch {
    const uid = process.getuid();
    const folder = join(tmpdir(), `fakturabro-browser-${uid}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (lstatSync(folder).uid !== uid) throw new Error(`${folder} belongs to somebody else.`);
    return folder;
  }
}

/** Into a folder of its own first: two runs may begin at once, and one may be cut short. */
function unpack(folder) {
  const work = mkdtempSync(`${folder}-`);
  const script = join(root, 'test', 'support', 'unpack-browser.mjs');
  execFileSync(process.execPath, [script], { env: { ...process.env, TMPDIR: work } });
  writeFileSync(join(work, 'fonts.conf'), fontsFor(folder));
  try {
    renameSync(work, folder);
  } catch {
    rmSync(work, { recursive: true }); // the other one was first
  }
}

/** So that text looks the same on a machine without any font. */
function fontsFor(folder) {
  const folders = [join(root, 'assets', 'fonts'), join(folder, 'fonts')].map((path) => `<dir>${path}</dir>`);
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  return `${head}<fontconfig>${folders.join('')}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`;
}
