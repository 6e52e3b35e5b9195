import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { orderBody } from '../../sandbox/sample-order.js';
import { sampleSecrets } from '../../sandbox/sample-secrets.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { type CliResult, fakturabro } from '../support/cli.js';

jest.setTimeout(60_000);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fakturabro-preview-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** With no database, no sandbox and no connector anywhere. */
const preview = (...options: readonly string[]): Promise<CliResult> => {
  const environment = { ...sampleSecrets(), CONFIG_DIR: join(projectRoot(), 'config') };
  const verb = ['mail', 'preview', '--merchant', 'nordic-supplies', '--out', join(folder, 'out')];
  return fakturabro(environment, ...verb, ...options);
};

const written = (name: string): Promise<Buffer> => readFile(join(folder, 'out', name));

describe('fakturabro mail preview', () => {
  it('writes the sample invoice as page, text and message', async () => {
    const { exitCode, stdout } = await preview('--lang', 'nb', '--eml');

    const subject = 'Faktura fra Nordic Supplies AS, ordre 10017';
    expect([exitCode, stdout.split('\n')[0]]).toEqual([0, subject]);
    expect((await written('nordic-supplies.invoice.nb.txt')).toString()).toContain('KID: 300000019497814');
    expect((await written('nordic-supplies.invoice.nb.html')).toString()).toContain('<html lang="nb"');
    const message = await simpleParser(await written('nordic-supplies.invoice.nb.eml'));
    expect(message.subject).toBe(subject);
    expect(message.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
  });

  it('shows an order from a file in its debtor’s language, and the checkout mail', async () => {
    const file = join(folder, 'order.json');
    await writeFile(file, JSON.stringify(orderBody({ orderNumber: '777', debtor: { language: 'sv' } })));

    const { stdout } = await preview('--order', file, '--mail', 'checkout', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ subject: 'Godkänn faktura från Nordic Supplies AS, order 777' });
    const files = await readdir(join(folder, 'out'));
    expect(files).toEqual(['nordic-supplies.checkout.html', 'nordic-supplies.checkout.txt']);
  });

  it('says what is wrong with an order that could not be invoiced, and writes nothing', async () => {
    const file = join(folder, 'order.json');
    await writeFile(file, JSON.stringify(orderBody({ totalAmount: 1 })));

    const { exitCode, stderr } = await preview('--order', file);

    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('/totalAmount')]);
    expect(await readdir(folder)).toEqual(['order.json']);
  });
});
