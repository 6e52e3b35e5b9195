import { inspect } from 'node:util';
import { resolve } from 'node:path';
import { Environment, EnvironmentError } from './environment.js';

const KEY = Buffer.alloc(32, 7);

function faultsOf(variables: NodeJS.ProcessEnv): EnvironmentError {
  try {
    Environment.read(variables);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('The environment was accepted.');
}

describe('the environment', () => {
  it('needs no variable at all', () => {
    expect(Environment.read({})).toMatchObject({
      databaseUrl: null,
      databaseConnections: 20,
      dataDir: resolve('./data'),
      configDir: resolve('./config'),
      port: 3000,
      host: '127.0.0.1',
      roles: ['api', 'worker', 'scheduler'],
      logLevel: 'info',
      encryptionKey: null,
      adminKey: null,
      metricsKey: null,
    });
    expect(Environment.read({}).publicUrl.href).toBe('http://127.0.0.1:3000/');
  });

  it('takes an empty variable for one that is not set, and ignores those of others', () => {
    expect(Environment.read({ PORT: '', DATABASE_URL: '', ROLES: '', SHELL: '/bin/sh' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
    });
  });

  it('reads what is set', () => {
    const environment = Environment.read({
      DATABASE_URL: 'postgresql://user:hush@db/fakturabro',
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://hooks.example.com/base',
      ROLES: 'api, worker',
      LOG_LEVEL: 'debug',
      ENCRYPTION_KEY: KEY.toString('hex'),
    });

    expect(environment.databaseUrl?.reveal()).toBe('postgresql://user:hush@db/fakturabro');
    expect(environment.publicUrl.href).toBe('https://hooks.example.com/base');
    expect(environment).toMatchObject({ port: 8080, roles: ['api', 'worker'], logLevel: 'debug' });
    expect(environment.has('worker')).toBe(true);
    expect(environment.has('scheduler')).toBe(false);
  });

  it('takes a key of 32 bytes as hex or as base64', () => {
    for (const key of [KEY.toString('hex'), KEY.toString('hex').toUpperCase(), KEY.toString('base64')]) {
      expect(Environment.read({ ENCRYPTION_KEY: key }).encryptionKey?.reveal()).toBe(key);
    }
  });

  it('can listen on an IPv6 address', () => {
    expect(Environment.read({ HOST: '::1', PORT: '8080' }).publicUrl.href).toBe('http://[::1]:8080/');
  });

  it('is frozen, and does not print its secrets', () => {
    const environment = Environment.read({
      DATABASE_URL: 'postgres://user:hush@db/x',
      ENCRYPTION_KEY: KEY.toString('base64'),
      FAKTURABRO_ADMIN_KEY: 'an-admin-key-of-30-characters-',
    });

    expect(Object.isFrozen(environment)).toBe(true);
    const printed = `${inspect(environment)} ${JSON.stringify(environment)}`;
    expect(printed).not.toContain('hush');
    expect(printed).not.toContain(KEY.toString('base64'));
    expect(printed).not.toContain('an-admin-key');
  });
});

describe('a wrong environment', () => {
  const wrong = {
    DATABASE_URL: 'mysql://user:hush-1@db/x',
    DATABASE_CONNECTIONS: 'hush-2',
    PORT: '70000',
    PUBLIC_URL: 'ftp://hush-3.example.com',
    ROLES: 'api,hush-4',
    LOG_LEVEL: 'hush-5',
    ENCRYPTION_KEY: 'hush-6',
    FAKTURABRO_ADMIN_KEY: 'hush-7 short',
  };

  it('names every wrong variable at once', () => {
    const { faults, message } = faultsOf(wrong);

    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(Object.keys(wrong).sort());
    for (const name of Object.keys(wrong)) expect(message).toContain(`  ${name} `);
  });

  it('says the rule and never the value', () => {
    const { message } = faultsOf(wrong);

    expect(message).not.toMatch(/hush|70000/);
    expect(message).toContain('ENCRYPTION_KEY must be 32 bytes as base64 or as 64 hex digits');
    expect(message).toContain('ROLES may name only api, worker, scheduler');
  });

  it.each([
    ['DATABASE_CONNECTIONS', '3'],
    ['DATABASE_CONNECTIONS', '501'],
    ['DATABASE_CONNECTIONS', '4.5'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '0x50'],
    ['PUBLIC_URL', 'hooks.example.com'],
    ['ROLES', ','],
    ['ROLES', 'API'],
    ['LOG_LEVEL', 'verbose'],
    ['ENCRYPTION_KEY', Buffer.alloc(31).toString('base64')],
    ['ENCRYPTION_KEY', Buffer.alloc(33).toString('base64')],
    ['FAKTURABRO_ADMIN_KEY', 'x'.repeat(23)],
    ['FAKTURABRO_ADMIN_KEY', `${'x'.repeat(24)} y`],
  ])('%s=%s is refused by itself', (name, value) => {
    expect(faultsOf({ [name]: value }).faults).toEqual([expect.stringMatching(`^${name} (must|may)`)]);
  });
});
