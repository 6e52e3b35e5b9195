import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json: the same for the sources and for what is built from them. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error('No package.json above the program.');
    folder = dirname(folder);
  }
  return folder;
}

/** A file the program ships with, such as a font or a mail template. */
export function assetPath(...parts: string[]): string {
  return join(projectRoot(), 'assets', ...parts);
}
