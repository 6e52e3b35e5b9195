import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationDocs } from '../../src/merchants/configuration-docs.js';
import { merchantSchema } from '../../src/merchants/merchant-schema.js';
import { projectRoot } from '../../src/platform/config/project-root.js';

const read = (...path: string[]): string => readFileSync(join(projectRoot(), ...path), 'utf8');

it('docs/configuration.md says what the classes say: run "npx fakturabro config docs"', () => {
  expect(read('docs', 'configuration.md')).toBe(configurationDocs());
});

it('config/merchant.schema.json says what the classes say: run "npx fakturabro config schema"', () => {
  expect(JSON.parse(read('config', 'merchant.schema.json'))).toEqual(JSON.parse(JSON.stringify(merchantSchema())));
});
