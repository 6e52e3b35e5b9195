import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { mailboxSecrets, sampleSecrets } from '../../sandbox/sample-secrets.js';
import { projectRoot } from '../../src/platform/config/project-root.js';

/** A sandbox, and a configuration folder whose sample merchants are wired to it. */
export interface Installation {
  readonly sandbox: Sandbox;
  readonly configDir: string;
  readonly dataDir: string;
  /** The secrets the sample merchants refer to. */
  readonly secrets: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @param adapt changes the text of the Norwegian merchant's file before it is written */
export async function install(adapt: (yaml: string) => string = (yaml) => yaml): Promise<Installation> {
  const sandbox = await startSandbox({ seed: 7 });
  const folder = await mkdtemp(join(tmpdir(), 'fakturabro-install-'));
  const configDir = join(folder, 'config');
  await cp(join(projectRoot(), 'config'), configDir, { recursive: true });
  for (const name of ['nordic-supplies.yaml', 'svenska-verktyg.yaml']) {
    const path = join(configDir, 'merchants', name);
    const wired = wire(await readFile(path, 'utf8'), sandbox);
    await writeFile(path, name.startsWith('nordic') ? adapt(wired) : wired);
  }
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  return {
    sandbox,
    configDir,
    dataDir,
    secrets: { ...sampleSecrets(), ...mailboxSecrets() },
    close: async () => {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function wire(yaml: string, sandbox: Sandbox): string {
  return yaml
    .replaceAll('http://127.0.0.1:4010/v1', sandbox.dinteroUrl)
    .replaceAll('http://127.0.0.1:4011', sandbox.erpUrl)
    .replaceAll('port: 4025', `port: ${sandbox.smtpPort}`)
    .replaceAll('port: 4143', `port: ${sandbox.imapPort}`);
}
