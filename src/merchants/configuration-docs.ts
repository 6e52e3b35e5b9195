import { definitions, environmentSchema, type JsonSchema, sectionOf } from './merchant-schema.js';
import { MerchantFile } from './merchant-file.js';

/** `docs/configuration.md`, from the same classes that check the configuration. */
export function configurationDocs(): string {
  return [
    '# Configuration',
    '',
    'This page is written by `npx fakturabro config docs` from the classes that check the configuration; edit those.',
    '',
    '## Environment',
    '',
    'Every wrong variable is named at once at the start, and no value is ever printed.',
    '',
    ...table(environmentSchema(), ''),
    '',
    '## A merchant: `config/merchants/<merchant>.yaml`',
    '',
    'Checked at the start and by `npx fakturabro config check`, all faults at once with file, field and rule. Secrets are',
    'references: `env:NAME` or `file:/path`. Editors complete the file with `config/merchant.schema.json`.',
    '',
    ...sectionPages(MerchantFile.name, ''),
  ].join('\n');
}

function sectionPages(name: string, path: string): string[] {
  const schema = definitions()[name] ?? {};
  const title = path === '' ? [] : [`### \`${path}\``, ''];
  const children = Object.entries(schema.properties ?? {}).flatMap(([field, property]) => {
    const section = sectionOf(property);
    const list = property.items ? '[]' : '';
    return section ? sectionPages(section, `${path === '' ? '' : `${path}.`}${field}${list}`) : [];
  });
  return [...title, ...table(schema, path), '', ...children];
}

function table(schema: JsonSchema, path: string): string[] {
  const rows = Object.entries(schema.properties ?? {}).map(([field, property]) => {
    const section = sectionOf(property);
    const meaning = property.description ?? (section ? `Section, see below.` : '');
    return `| \`${field}\` | ${typeOf(property)} | ${defaultOf(property)} | ${meaning.replaceAll('|', '\\|')} |`;
  });
  return [`| ${path === '' ? 'name' : 'field'} | type | default | meaning |`, '| --- | --- | --- | --- |', ...rows];
}

function typeOf(property: JsonSchema): string {
  if (property.enum) return property.enum.map((value) => `\`${String(value)}\``).join(' ');
  if (sectionOf(property)) return property.items ? 'list of sections' : 'section';
  if (property.type === 'array') return 'list';
  const range = property.minimum === undefined ? '' : ` ${property.minimum}–${property.maximum ?? ''}`;
  return `${property.type ?? 'text'}${range}`;
}

function defaultOf(property: JsonSchema): string {
  return property.default === undefined ? '' : `\`${JSON.stringify(property.default).replaceAll('"', '')}\``;
}
