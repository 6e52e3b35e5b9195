import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIL_KINDS, MAIL_PLACEHOLDERS } from '../../src/domain/mail/mail-placeholders.js';
import { projectRoot } from '../../src/platform/config/project-root.js';

it('the HTML templates in assets/mail are what their sources make: run "npm run build:mail"', () => {
  const script = join(projectRoot(), 'scripts', 'compile-mail.mjs');

  expect(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toBe(
    'The mail templates are up to date.\n',
  );
});

it('docs/mail.md tells every placeholder and what it stands for', () => {
  const page = readFileSync(join(projectRoot(), 'docs', 'mail.md'), 'utf8');
  const told = MAIL_KINDS.flatMap((kind) => Object.entries(MAIL_PLACEHOLDERS[kind]));

  expect(told.filter(([name, meaning]) => !page.includes(`| \`{{${name}}}\` | ${meaning} |`))).toEqual([]);
});
