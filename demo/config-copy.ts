import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/config/project-root.js';
import type { Ports } from './ports.js';

/** Copies the merchants of `config/` with the addresses of this sandbox in place of its default ones. */
export async function copyConfig(target: string, ports: Ports): Promise<void> {
  const source = join(projectRoot(), 'config', 'merchants');
  await mkdir(join(target, 'merchants'), { recursive: true });
  for (const file of (await readdir(source)).filter((name) => name.endsWith('.yaml'))) {
    const text = await readFile(join(source, file), 'utf8');
    await writeFile(join(target, 'merchants', file), withPorts(text, ports));
  }
}

/** In one pass, because a free port may happen to be another service's default. */
function withPorts(text: string, { dintero, erp, smtp }: Ports): string {
  const replacements: Readonly<Record<string, string>> = {
    '127.0.0.1:4010': `127.0.0.1:${dintero}`,
    '127.0.0.1:4011': `127.0.0.1:${erp}`,
    'port: 4025': `port: ${smtp}`,
  };
  return text.replace(/127\.0\.0\.1:401[01]\b|port: 4025\b/g, (found) => replacements[found] ?? found);
}
