import { join } from 'node:path';
import { sampleSecrets } from '../../sandbox/sample-secrets.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { fakturabro } from '../support/cli.js';
import { NameServer } from '../support/name-server.js';

it('fakturabro mail domain says what DNS lacks, with the records to add, and fails while mail would be refused', async () => {
  const server = await NameServer.start({ 'nordic-supplies.example': ['10 mx.nordic-supplies.example'] });
  const environment = { ...sampleSecrets(), CONFIG_DIR: join(projectRoot(), 'config') };
  const verb = ['mail', 'domain', '--merchant', 'nordic-supplies', '--lang', 'nb', '--dns', server.address];

  const { exitCode, stdout } = await fakturabro(environment, ...verb);
  await server.close();

  expect(exitCode).toBe(1);
  const lines = stdout.trim().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^FAULT {3}SPF: nordic-supplies\.example sier ikke/),
    '          nordic-supplies.example. IN TXT "v=spf1 mx ~all"',
    expect.stringMatching(/^advice {2}DKIM:/),
    expect.stringMatching(/^advice {2}DMARC:/),
    expect.stringMatching(/^ {10}_dmarc\.nordic-supplies\.example\. IN TXT "v=DMARC1; p=none; /),
    expect.stringMatching(/^FAULT {3}DMARC:/),
  ]);
});
