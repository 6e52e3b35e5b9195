import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTION_OWNERS } from '../../src/exceptions/exception-codes.js';
import { withExceptionTable } from '../../src/exceptions/exception-docs.js';
import { projectRoot } from '../../src/platform/config/project-root.js';

const PAGE = readFileSync(join(projectRoot(), 'docs', 'operations.md'), 'utf8');

it('docs/operations.md has the codes, owners and words of today: run "npx fakturabro config docs"', () => {
  expect(PAGE).toBe(withExceptionTable(PAGE));
});

it('docs/operations.md has a row for every code, and for no other', () => {
  const documented = [...PAGE.matchAll(/^\| `([A-Z_]+)` \| (\w+) \|/gm)].map(([, code, owner]) => [code, owner]);

  expect(documented).toEqual(Object.entries(EXCEPTION_OWNERS));
});

it('a page without a place for the table is refused, not overwritten', () => {
  expect(() => withExceptionTable('# Operations\n')).toThrow('has no table between');
});
