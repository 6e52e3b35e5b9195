import { readFileSync } from 'node:fs';
import { IsArray, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Secret } from '../domain/secret.js';
import { rule } from '../platform/validation/rule.js';
import { LIST } from './config-rules.js';

/** Where a secret lies: in the environment or in a file. The value itself never stands in a configuration file. */
const REFERENCE = /^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/;

/** The field holds a reference to a secret, `env:NAME` or `file:/run/secrets/name`. */
export function IsSecretReference(description: string, options: { each?: boolean } = {}): PropertyDecorator {
  const each = options.each ?? false;
  const text = { type: 'string' as const, pattern: REFERENCE.source };
  const shape = each ? { type: 'array' as const, items: text, default: [] } : text;
  return (target, property) => {
    JSONSchema({ description: `${description} A reference: env:NAME or file:/path.`, ...shape })(
      target,
      property as string,
    );
    if (each) IsArray(LIST)(target, property);
    Matches(
      REFERENCE,
      rule(
        'secretReference',
        'must be a reference, never the secret itself',
        'Write env:NAME or file:/path/to/secret.',
        each,
      ),
    )(target, property);
  };
}

/** Reads a secret. @throws MissingSecret with the name of the variable or file, never a value */
export function resolveSecret(reference: string, environment: NodeJS.ProcessEnv): Secret {
  if (reference.startsWith('env:')) {
    const name = reference.slice('env:'.length);
    const value = environment[name];
    if (!value)
      throw new MissingSecret(`the environment variable ${name} is not set`, `Set ${name}, or refer to another place.`);
    return new Secret(value);
  }
  const path = reference.slice('file:'.length);
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch {
    throw new MissingSecret(`the file ${path} cannot be read`, 'Create it, readable by this process only.');
  }
  // An empty key would accept what anybody signs.
  if (text === '') throw new MissingSecret(`the file ${path} is empty`, 'Write the secret into it.');
  return new Secret(text);
}

export class MissingSecret extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = 'MissingSecret';
  }
}
