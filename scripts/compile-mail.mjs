// Makes the HTML mail templates in assets/mail from the MJML and the words in assets/mail/source. The result is committed, so
// that nothing but Handlebars is needed where mails are sent. `--check` writes nothing and tells which results are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import mjml2html from 'mjml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'assets', 'mail');
const source = join(folder, 'source');
const LANGUAGES = ['nb', 'sv', 'en'];
/** MJML checks that a colour is one, so each stands in for its placeholder until the HTML is made. */
const COLORS = ['light', 'dark'].flatMap((scheme) =>
  ['background', 'card', 'text', 'muted', 'line', 'accent', 'accentText'].map((name) => `${scheme}.${name}`),
);
const standIn = (index) => `#c0ffe${index.toString(16)}`.padEnd(7, '0');

const isCheck = process.argv.includes('--check');
const stale = [];
for (const [path, html] of await compileAll()) {
  if (existsSync(path) && readFileSync(path, 'utf8') === html) continue;
  stale.push(relative(root, path));
  if (!isCheck) writeFileSync(path, html);
}
console.log(stale.length === 0 ? 'The mail templates are up to date.' : stale.join('\n'));
if (isCheck && stale.length > 0) {
  console.error('These are older than their sources. Run: npm run build:mail');
  process.exitCode = 1;
}

async function compileAll() {
  const mails = ['invoice', 'checkout'].flatMap((mail) => LANGUAGES.map((language) => [mail, language]));
  const files = mails.map(async ([mail, language]) => {
    const words = JSON.parse(readFileSync(join(source, `words.${language}.json`), 'utf8'));
    return [join(folder, `${mail}.${language}.html.hbs`), await compile(mail, words)];
  });
  return Promise.all([...files, compile('report', {}).then((html) => [join(folder, 'report.html.hbs'), html])]);
}

async function compile(mail, words) {
  const name = `${mail}.mjml`;
  const text = withIncludes(name);
  const filled = text.replaceAll(/\[\[([\w.]+)\]\]/g, (_, key) => {
    const index = COLORS.indexOf(key);
    if (index >= 0) return standIn(index);
    if (words[key] === undefined) throw new Error(`${name}: there is no word for ${key}`);
    return words[key];
  });
  const { html } = await mjml2html(filled, { validationLevel: 'strict', keepComments: false, fonts: {} });
  const named = COLORS.reduce((done, key, i) => done.replaceAll(standIn(i), `{{colors.${key}}}`), html);
  return `${tidy(named)}\n`;
}

function withIncludes(name) {
  const text = readFileSync(join(source, name), 'utf8');
  return text.replaceAll(/<mj-include path="\.\/([\w.]+)" \/>/g, (_, included) => withIncludes(included));
}

/** Blank lines and deep indents are a third of what MJML writes. */
function tidy(html) {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
