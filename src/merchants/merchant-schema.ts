import 'reflect-metadata';
import { createRequire } from 'node:module';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { EnvironmentVariables } from '../platform/config/environment.js';
import { MerchantFile } from './merchant-file.js';

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

type Definitions = Readonly<Record<string, JsonSchema>>;

const PREFIX = '#/$defs/';

/** The JSON Schema of a merchant's file, for editors; made from the classes that check it. */
export function merchantSchema(): Record<string, unknown> {
  const all = definitions();
  const used = reachable(MerchantFile.name, all);
  const $defs = Object.fromEntries([...used].sort().map((name) => [name, closed(all[name] ?? {})]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Fakturabro merchant',
    $ref: PREFIX + MerchantFile.name,
    $defs,
  };
}

/** The schema of the environment's variables, from the class that checks them. */
export function environmentSchema(): JsonSchema {
  return definitions()[EnvironmentVariables.name] ?? {};
}

export function definitions(): Definitions {
  // class-transformer keeps the types of nested sections in a storage its package does not export by name.
  const require = createRequire(import.meta.url);
  const { defaultMetadataStorage } = require('class-transformer/cjs/storage.js') as { defaultMetadataStorage: object };
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: PREFIX,
  }) as Definitions;
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutPlainObjects(schema)]));
}

/** A map such as `headers` is typed as Object, which is no section of ours. */
function withoutPlainObjects(schema: JsonSchema): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]): [string, JsonSchema] => {
    const { $ref, ...rest } = property;
    return [name, $ref === `${PREFIX}Object` ? rest : property];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The section a property refers to, directly or as the items of a list. */
export function sectionOf(schema: JsonSchema): string | null {
  const ref = schema.$ref ?? schema.items?.$ref;
  return ref ? ref.slice(PREFIX.length) : null;
}

function reachable(name: string, all: Definitions, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const property of Object.values(all[name]?.properties ?? {})) {
    const next = sectionOf(property);
    if (next) reachable(next, all, seen);
  }
  return seen;
}

/** Misspelled fields show in the editor, not only at the start. What has a default is not required. */
function closed(schema: JsonSchema): JsonSchema & { additionalProperties: false } {
  const required = (schema.required ?? []).filter((name) => schema.properties?.[name]?.default === undefined);
  return { ...schema, required, additionalProperties: false };
}
