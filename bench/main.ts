import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/config/project-root.js';
import { intake } from './rows/intake.js';
import { issueAtHundred, issueAtOnce } from './rows/issue.js';
import { ledger } from './rows/ledger.js';
import { BenchWorld } from './support/bench-world.js';
import { printRows, ratioOf, type Row } from './support/result.js';

const ROWS: Readonly<Record<string, (world: BenchWorld) => Promise<Row>>> = {
  intake,
  'issue-0': issueAtOnce,
  'issue-100': issueAtHundred,
  ledger,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(ROWS, name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. Choose from ${Object.keys(ROWS).join(', ')}.`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, measure] of Object.entries(ROWS)) {
  if (wanted.length === 0 || wanted.includes(name)) rows.push(await measureAlone(measure));
}
printRows(rows);
const folder = join(projectRoot(), 'bench', 'results');
mkdirSync(folder, { recursive: true });
const results = rows.map((row) => ({ ...row, ratio: Number(ratioOf(row).toFixed(3)) }));
const file = join(folder, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`);
writeFileSync(file, `${JSON.stringify({ node: process.version, rows: results }, null, 2)}\n`);

/** Nothing an earlier row left behind may be worked off while another is measured: each has a world of its own. */
async function measureAlone(measure: (world: BenchWorld) => Promise<Row>): Promise<Row> {
  const world = await BenchWorld.open();
  try {
    return await measure(world);
  } finally {
    await world.close();
  }
}
