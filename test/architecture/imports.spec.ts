import { EXCEPTION_OWNERS } from '../../src/exceptions/exception-codes.js';
import { importCycle, importsOf, sourceFiles, stringsGivenTo, textOf } from '../support/source-files.js';

/**
 * Features from left to right: each may use those before it, by their use cases, ports and modules. `exceptions` and
 * `merchants` stand side by side and may use each other: every exception has a merchant, and some concern a merchant itself.
 */
const FEATURE_RANKS: Readonly<Record<string, number>> = {
  exceptions: 0,
  merchants: 0,
  inbox: 1,
  ledger: 2,
  orders: 3,
  invoicing: 4,
  delivery: 5,
  reconciliation: 6,
  runs: 7,
  monitoring: 8,
  console: 8,
};
const FEATURES = Object.keys(FEATURE_RANKS);
const OTHER_FOLDERS = ['domain', 'platform', 'integrations', 'cli'];
/** Programs that stand beside the connector; in production none of them is loaded. */
const BESIDE_THE_CONNECTOR = /^(sandbox|demo|bench|test)\//;

const SOURCES = sourceFiles('src');
const PROGRAMS = ['src', 'sandbox', 'demo', 'bench'].flatMap((folder) => sourceFiles(folder));

describe('the arrows of the architecture', () => {
  it('has a place for every folder of the sources', () => {
    const folders = new Set(SOURCES.map(folderOf).filter((folder) => folder !== ''));

    expect([...folders].filter((folder) => ![...FEATURES, ...OTHER_FOLDERS].includes(folder))).toEqual([]);
  });

  it('lets the domain import the domain and what Node brings, and nothing else', () => {
    const isAllowed = (target: string): boolean => target.startsWith('src/domain/') || target.startsWith('node:');

    expect(arrows('domain').filter(([, target]) => !isAllowed(target))).toEqual([]);
  });

  it('gives the domain its times and ids as arguments, so the same input always gives the same answer', () => {
    const impure = /\bprocess\.\w|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom(UUID|Bytes)\b/;

    expect(sourceFiles('src/domain').filter((file) => impure.test(textOf(file)))).toEqual([]);
  });

  it('keeps the platform from naming a feature or an integration', () => {
    const named = arrows('platform').filter(([, target]) => target.startsWith('src/'));

    expect(named.filter(([, target]) => !['domain', 'platform'].includes(folderOf(target)))).toEqual([]);
  });

  it('lets features look left only', () => {
    const wrong = FEATURES.flatMap(arrows).filter(([file, target]) => {
      const from = folderOf(file);
      const to = folderOf(target);
      if (to === '' || from === to || to === 'domain' || to === 'platform') return false;
      return (FEATURE_RANKS[to] ?? Infinity) >= (FEATURE_RANKS[from] ?? 0) && !areNeighbours(from, to);
    });

    expect(wrong).toEqual([]);
  });

  it('keeps the rows of a feature inside that feature; a command may open the database for those of the platform', () => {
    const rows = SOURCES.flatMap(arrowsOf).filter(([, target]) => target.endsWith('.entity.ts'));
    const outside = rows.filter(([file, target]) => folderOf(file) !== folderOf(target));

    expect(outside.filter(([file, target]) => folderOf(file) !== 'cli' || folderOf(target) !== 'platform')).toEqual([]);
  });

  it('lets only the composition root name an integration, the command that is called like one, and the one that looks at all of them', () => {
    const named = SOURCES.flatMap(arrowsOf).filter(([, target]) => folderOf(target) === 'integrations');
    const outside = named.filter(([file]) => folderOf(file) !== 'integrations');

    expect(
      outside.filter(([file]) => file !== 'src/app.module.ts' && !/^src\/cli\/(dintero|doctor)-/.test(file)),
    ).toEqual([]);
  });

  it('shows integrations the ports and use cases of a feature, and nothing behind them', () => {
    // The canonical entry is the ERP port's own word for what it hands over.
    const isOpen = (target: string): boolean =>
      target.endsWith('.port.ts') || target === 'src/ledger/canonical-entry.ts' || /\basync run\(/.test(textOf(target));
    const closedFeatures = FEATURES.filter((feature) => !['merchants', 'exceptions', 'inbox'].includes(feature));
    const named = arrows('integrations').filter(([, target]) => closedFeatures.includes(folderOf(target)));

    expect(named.filter(([, target]) => !isOpen(target))).toEqual([]);
  });

  it('keeps integrations apart from each other', () => {
    const named = arrows('integrations').filter(([, target]) => folderOf(target) === 'integrations');
    const systemOf = (file: string): string => file.split('/')[2] ?? '';

    expect(named.filter(([file, target]) => systemOf(file) !== systemOf(target))).toEqual([]);
  });

  it('loads no sandbox, demonstration or benchmark but by a command that asks for one', () => {
    const outside = SOURCES.flatMap((file) => importsOf(file).map((found) => ({ file, ...found }))).filter(
      ({ target }) => BESIDE_THE_CONNECTOR.test(target),
    );

    expect(outside.filter(({ file, isDynamic }) => !(isDynamic && folderOf(file) === 'cli'))).toEqual([]);
  });

  it('goes round in no circle', () => {
    expect(importCycle(SOURCES)).toBeNull();
  });
});

describe('the size and shape of files', () => {
  it('has no barrels, because circular imports begin there', () => {
    expect(PROGRAMS.filter((file) => file.endsWith('/index.ts'))).toEqual([]);
  });

  it('has no file of more than 300 lines', () => {
    expect(PROGRAMS.filter((file) => textOf(file).trimEnd().split('\n').length > 300)).toEqual([]);
  });
});

describe('the codes of exceptions', () => {
  const raised = SOURCES.flatMap((file) => stringsGivenTo(file, 'raise', 'code'));
  const known = Object.keys(EXCEPTION_OWNERS);

  it('are all in the list that gives each its owner and words', () => {
    expect(raised).not.toEqual([]);
    expect(raised.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('are all still in use', () => {
    const users = SOURCES.filter((file) => folderOf(file) !== 'exceptions' || file.endsWith('/exceptions.ts'));
    const text = users.map(textOf).join('\n');

    expect(known.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});

describe('the steps', () => {
  const wordsIn = (pattern: RegExp): string[] =>
    SOURCES.flatMap((file) => [...textOf(file).matchAll(pattern)].map(([, word]) => word ?? ''));

  it('are about objects that people have a name for, or about everything', () => {
    const about = new Set(wordsIn(/= defineStep\([^)]*'(\w+)'\);/g));
    const named = wordsIn(/@NamesSubject\('(\w+)'\)/g);

    expect([...about].sort()).toEqual([...named, 'everything'].sort());
  });
});

/** The folder right below `src`, or nothing for the files of the composition root and for packages. */
function folderOf(file: string): string {
  const [root, folder, ...rest] = file.split('/');
  return root === 'src' && rest.length > 0 ? (folder ?? '') : '';
}

function areNeighbours(from: string, to: string): boolean {
  return FEATURE_RANKS[from] === 0 && FEATURE_RANKS[to] === 0;
}

function arrows(folder: string): [file: string, target: string][] {
  return SOURCES.filter((file) => folderOf(file) === folder).flatMap(arrowsOf);
}

function arrowsOf(file: string): [file: string, target: string][] {
  return importsOf(file).map(({ target }) => [file, target]);
}
