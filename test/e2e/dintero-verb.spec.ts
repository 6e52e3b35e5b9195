import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { addDinteroVerb } from '../../src/cli/dintero-verb.js';
import { EXIT } from '../../src/cli/output.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { type CliResult, fakturabro } from '../support/cli.js';
import { install, type Installation } from '../support/installation.js';
import { runVerb } from '../support/verb.js';
import { payBody } from '../sandbox/support/requests.js';

jest.setTimeout(60_000);

const SECRETS = ['nordic-sandbox-secret', 'nordic-signature-secret', 'nordic-hook-secret'];

let installation: Installation;
let folder: string;
let body: string;

beforeAll(async () => {
  installation = await install();
  folder = await mkdtemp(join(tmpdir(), 'fakturabro-verb-'));
  body = join(folder, 'body.json');
  await writeFile(body, JSON.stringify(payBody({ payment: { invoice_channel: 'kravia' } })));
  Object.assign(process.env, environment());
});
beforeEach(() => control('DELETE', ''));
afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true });
});

describe('fakturabro dintero, as a process without a database', () => {
  it('lists every operation with its method, path and scope, and marks what changes something', async () => {
    const { exitCode, stdout } = await fakturabro({}, 'dintero', '--help');

    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/transactions\.void \*\s+POST\s+\/v1\/transactions\/\{id\}\/void\s+admin:checkout \| write/);
    expect(stdout).toMatch(/payout\.balances\s+GET\s+\/v2\//);
  });

  it('takes a body on the standard input, and ends with the code of a refusal', async () => {
    const main = join(projectRoot(), 'dist', 'src', 'cli', 'main.js');
    const words = ['dintero', 'sessions.pay-now', '--merchant', 'nordic-supplies', '--body', '-', '--yes'];
    const child = spawn(process.execPath, [main, ...words], { env: { PATH: process.env.PATH, ...environment() } });
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end('{"payment":{}}');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);

    expect(await exit).toBe(EXIT.refused);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Dintero answered 400 .* to sessions.pay-now: .*payment_product_type/);
  });
});

describe('an operation', () => {
  it('answers what Dintero answered', async () => {
    const paid = await dintero('sessions.pay-now', '--body', body, '--toggle', 'strict-merchant-reference', '--yes');
    const { id } = JSON.parse(paid.stdout) as { id: string };
    const read = await dintero('transactions.get', '--param', `id=${id}`, '--json');
    const listed = await dintero('transactions.list', '--param', 'status=AUTHORIZED', '--param', 'status=CAPTURED');

    expect(JSON.parse(read.stdout)).toMatchObject({ id, status: 'AUTHORIZED' });
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id }]);
  });

  it('that changes something is sent only after a yes', async () => {
    const id = await invoice();
    const unsure = await dintero('transactions.void', '--param', `id=${id}`);

    expect(unsure).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect(unsure.stderr).toContain('--yes');
    expect(await requests('void')).toEqual({});
    const voided = await dintero('transactions.void', '--param', `id=${id}`, '--yes');
    expect(JSON.parse(voided.stdout)).toMatchObject({ status: 'AUTHORIZATION_VOIDED' });
  });

  it('on a transaction needs only its id where the body would describe it', async () => {
    const id = await invoice();
    const synced = await dintero('events.send', '--param', 'intent=sync_status', '--param', `id=${id}`, '--yes');

    expect(JSON.parse(synced.stdout)).toMatchObject({ id });
  });

  it('that gives a file puts it where it is wanted', async () => {
    await control('POST', `/transactions/${await invoice()}/payments`, { amountMinor: 161_250 });
    await control('POST', '/accounts/T11223344/settlements', {});
    const { stdout } = await dintero('settlements.list');
    const [settlement] = (JSON.parse(stdout) as { items: { id: string; attachments: Attachment[] }[] }).items;
    const report = settlement?.attachments.find(({ extension }) => extension === 'json');
    const out = join(folder, 'report.json');
    const ids = [`settlement_id=${settlement?.id ?? ''}`, `attachment_id=${report?.id ?? ''}`];
    const params = ids.flatMap((param) => ['--param', param]);
    const saved = await dintero('settlements.attachment', ...params, '--out', out, '--json');

    const content = await readFile(out, 'utf8');
    expect(JSON.parse(saved.stdout)).toEqual({ file: out, bytes: Buffer.byteLength(content) });
    expect(JSON.parse(content)).toMatchObject({ capture: 161_250 });
  });

  it('draws an image, and says so when there is nothing to say', async () => {
    const look = ['variant=mono', 'color=000000', 'width=400', 'template=logos.svg', 'logos=kravia'];
    const params = look.flatMap((param) => ['--param', param]);

    expect((await dintero('branding.logos', ...params)).stdout).toMatch(/^<svg /);
  });
});

describe('secrets', () => {
  it('are not shown, in words or in JSON', async () => {
    for (const words of [['signature.read'], ['signature.read', '--json'], ['token.get'], ['token.get', '--json']]) {
      const { stdout } = await dintero(...words);

      expect(stdout).toContain('(hidden)');
      expect(stdout).not.toMatch(/nordic-signature-secret|eyJ/);
    }
  });

  it('go into a file for this user alone when that is asked for', async () => {
    const out = join(folder, 'signature.json');
    const { stdout } = await dintero('signature.read', '--out', out);

    expect(stdout).toContain(out);
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual({ signature: { secret: 'nordic-signature-secret' } });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
  });

  it('are hidden in what an error repeats', async () => {
    const message = `no access for ${SECRETS.join(' ')}`;
    await control('POST', '/faults', {
      operation: 'transactions.list',
      fault: 'status',
      status: 400,
      body: { message },
    });
    const { stdout, stderr } = await dintero('transactions.list', '--json');

    expect(stderr).toContain('no access for (hidden)');
    for (const secret of SECRETS) expect(stdout + stderr).not.toContain(secret);
  });
});

describe('a call that fails', () => {
  it('says which scopes it needs when it is forbidden, and never asks twice', async () => {
    const { exitCode, stderr, stdout } = await dintero('approvals.list', '--json');

    expect(exitCode).toBe(EXIT.refused);
    expect(stderr).toContain('It needs one of: admin:accounts, read:accounts.');
    expect(JSON.parse(stdout)).toMatchObject({ status: 403, answer: { error: {} } });
    expect(await requests('approvals')).toEqual({ 403: 1 });
  });

  it('says that it may have happened', async () => {
    await control('POST', '/faults', {
      operation: 'sessions.pay',
      fault: 'status-after-success',
      status: 502,
      html: true,
    });
    const { exitCode, stderr } = await dintero('sessions.pay-now', '--body', body, '--yes');

    expect(exitCode).toBe(EXIT.failed);
    expect(stderr).toContain('It may have happened');
  });

  it('is refused with the wrong client secret, which is not repeated', async () => {
    await control('PUT', '/accounts/T11223344', { clientSecret: 'another' });
    const { exitCode, stderr } = await dintero('transactions.list');

    expect(exitCode).toBe(EXIT.refused);
    expect(stderr).not.toContain('nordic-sandbox-secret');
  });

  it('ends with another code when nobody answers', async () => {
    const away = await install((yaml) => yaml.replaceAll(/http:\/\/127\.0\.0\.1:\d+\/v1/g, 'http://127.0.0.1:9/v1'));
    process.env.CONFIG_DIR = away.configDir;
    const { exitCode } = await dintero('transactions.list');
    process.env.CONFIG_DIR = installation.configDir;
    await away.close();

    expect(exitCode).toBe(EXIT.unreachable);
  });

  it('names the merchants when there is none of that name', async () => {
    const { exitCode, stderr } = await dintero('transactions.list', '--merchant', 'nobody');

    expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining('nordic-supplies')]);
  });
});

interface Attachment {
  readonly id: string;
  readonly extension: string;
}

/** The verb inside this process, for the Norwegian merchant unless told otherwise. */
async function dintero(...words: readonly string[]): Promise<CliResult> {
  const merchant = words.includes('--merchant') ? [] : ['--merchant', 'nordic-supplies'];
  return runVerb(addDinteroVerb, ['dintero', ...words, ...merchant]);
}

function environment(): Record<string, string> {
  return { CONFIG_DIR: installation.configDir, ...installation.secrets };
}

async function invoice(): Promise<string> {
  const { stdout } = await dintero('sessions.pay-now', '--body', body, '--yes');
  return (JSON.parse(stdout) as { id: string }).id;
}

async function requests(operation: string): Promise<unknown> {
  const state = (await control('GET', '/state?account=T11223344')) as { requests: Record<string, unknown> };
  return state.requests[operation] ?? {};
}

async function control(method: string, path: string, content?: object): Promise<unknown> {
  const response = await fetch(installation.sandbox.dinteroUrl.replace(/\/v1$/, `/_sandbox${path}`), {
    method,
    ...(content && { body: JSON.stringify(content), headers: { 'content-type': 'application/json' } }),
  });
  const answer = await response.text();
  return answer === '' ? null : (JSON.parse(answer) as unknown);
}
