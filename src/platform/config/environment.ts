import 'reflect-metadata';
import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, validateSync } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Secret } from '../../domain/secret.js';

const ROLES = ['api', 'worker', 'scheduler'] as const;
export type Role = (typeof ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** The variables as they stand in the environment; each is checked, and a message never repeats a value. */
export class EnvironmentVariables {
  @JSONSchema({ description: 'PostgreSQL to use. Unset: an embedded one is started and kept under DATA_DIR.' })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'must be a postgres:// or postgresql:// address' })
  readonly DATABASE_URL?: string;

  @JSONSchema({ description: 'Connections one process may hold to PostgreSQL.', default: 20 })
  @Transform(toInteger)
  @IsInt({ message: 'must be a whole number' })
  @Min(4, { message: 'must be at least 4' })
  @Max(500, { message: 'must be at most 500' })
  readonly DATABASE_CONNECTIONS: number = 20;

  @JSONSchema({ description: 'Folder for the embedded database, generated keys and file drops.', default: './data' })
  @IsString()
  readonly DATA_DIR: string = './data';

  @JSONSchema({ description: 'Port of the HTTP server.', default: 3000 })
  @Transform(toInteger)
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number' })
  @Max(65_535, { message: 'must be a port number' })
  readonly PORT: number = 3000;

  @JSONSchema({ description: 'Address the HTTP server listens on; 0.0.0.0 for every interface.', default: '127.0.0.1' })
  @IsString()
  readonly HOST: string = '127.0.0.1';

  @JSONSchema({
    description:
      'Base address under which Dintero and the ERPs reach this server. Callback signatures are checked against it, never against the Host header. Default: http://HOST:PORT.',
  })
  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) address' },
  )
  readonly PUBLIC_URL?: string;

  @JSONSchema({ description: 'Folder with merchants/<merchant>.yaml.', default: './config' })
  @IsString()
  readonly CONFIG_DIR: string = './config';

  @JSONSchema({
    description: 'What this process does, comma separated: api (HTTP), worker (jobs), scheduler (announces runs).',
    default: 'api,worker,scheduler',
  })
  @Transform(({ value }: { value: unknown }) => splitList(value))
  @IsIn(ROLES, { each: true, message: `may name only ${ROLES.join(', ')}` })
  readonly ROLES: readonly Role[] = ROLES;

  @JSONSchema({ description: `One of ${LOG_LEVELS.join(', ')}.`, default: 'info' })
  @IsIn(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` })
  readonly LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  @JSONSchema({
    description:
      '32 bytes, base64 or hex, that encrypt received messages, documents and addresses at rest. Unset: one is made and kept in DATA_DIR/encryption.key. Losing it loses that data.',
  })
  @IsOptional()
  @Matches(/^([0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/, { message: 'must be 32 bytes as base64 or as 64 hex digits' })
  readonly ENCRYPTION_KEY?: string;

  @JSONSchema({
    description:
      'A first API key for the operator API, at least 24 characters. Unset: one is made and shown once at the first start.',
  })
  @IsOptional()
  @Matches(/^\S{24,200}$/, { message: 'must be 24 to 200 characters without spaces' })
  readonly FAKTURABRO_ADMIN_KEY?: string;

  @JSONSchema({
    description:
      'What /metrics asks for as "Authorization: Bearer …", at least 24 characters. Unset: everybody who reaches /metrics sees the figures of every merchant.',
  })
  @IsOptional()
  @Matches(/^\S{24,200}$/, { message: 'must be 24 to 200 characters without spaces' })
  readonly FAKTURABRO_METRICS_KEY?: string;
}

/** The checked environment, read once in `main.ts` and frozen. Injectable. */
export class Environment {
  private constructor(
    readonly databaseUrl: Secret | null,
    readonly databaseConnections: number,
    readonly dataDir: string,
    readonly port: number,
    readonly host: string,
    readonly publicUrl: URL,
    readonly configDir: string,
    readonly roles: readonly Role[],
    readonly logLevel: EnvironmentVariables['LOG_LEVEL'],
    readonly encryptionKey: Secret | null,
    readonly adminKey: Secret | null,
    readonly metricsKey: Secret | null,
  ) {}

  has(role: Role): boolean {
    return this.roles.includes(role);
  }

  /** @throws EnvironmentError naming every wrong variable at once, and no value */
  static read(variables: NodeJS.ProcessEnv): Environment {
    const known = Object.fromEntries(
      Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
    );
    const checked = plainToInstance(EnvironmentVariables, known);
    const errors = validateSync(checked, { skipMissingProperties: false });
    if (errors.length > 0) {
      throw new EnvironmentError(
        errors.map((error) => `${error.property} ${Object.values(error.constraints ?? {}).join(' and ')}`),
      );
    }
    return Object.freeze(
      new Environment(
        secretOrNull(checked.DATABASE_URL),
        checked.DATABASE_CONNECTIONS,
        resolve(checked.DATA_DIR),
        checked.PORT,
        checked.HOST,
        new URL(checked.PUBLIC_URL ?? `http://${inUrl(checked.HOST)}:${checked.PORT}`),
        resolve(checked.CONFIG_DIR),
        checked.ROLES,
        checked.LOG_LEVEL,
        secretOrNull(checked.ENCRYPTION_KEY),
        secretOrNull(checked.FAKTURABRO_ADMIN_KEY),
        secretOrNull(checked.FAKTURABRO_METRICS_KEY),
      ),
    );
  }
}

/** The environment is unusable; the message lists every variable and its rule. */
export class EnvironmentError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The environment is not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

function secretOrNull(value: string | undefined): Secret | null {
  return value === undefined ? null : new Secret(value);
}

/** IPv6 addresses stand in brackets there. */
function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function toInteger({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function splitList(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
}
