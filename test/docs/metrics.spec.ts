import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEASURES } from '../../src/monitoring/measures.js';
import { projectRoot } from '../../src/platform/config/project-root.js';

it('docs/operations.md has a row for every figure of the business, with its labels, and for no other', () => {
  const page = readFileSync(join(projectRoot(), 'docs', 'operations.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(fakturabro_\w+)` \| (?:`(\w+)`)? ?\|/gm)].map(([, name, label]) => [
    name,
    label,
  ]);

  expect(rows).toEqual(MEASURES.map(({ name, labels }) => [name, labels[1]]));
});
