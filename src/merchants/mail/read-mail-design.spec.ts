import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blackLogo } from '../../../test/support/pictures.js';
import {
  folderWith,
  MINIMAL,
  readFolder,
  refusalOf,
  removeFolders,
  withField,
} from '../../../test/support/merchant-files.js';
import type { MailDesign } from '../../domain/mail/mail-design.js';
import { assetPath } from '../../platform/config/project-root.js';

afterAll(removeFolders);

/** A configuration folder of one merchant with this `delivery.mail`, a logo, and these templates in `mails`. */
function configWith(mail: object, templates: Readonly<Record<string, string>> = {}): string {
  const delivery = { smtp: { host: 'mail' }, from: 'faktura@acme.example', mail };
  const folder = folderWith({ 'acme.yaml': withField(MINIMAL, 'delivery', delivery) });
  writeFileSync(join(folder, 'logo.png'), blackLogo(880, 128));
  writeFileSync(join(folder, 'large.png'), Buffer.concat([blackLogo(8, 8), Buffer.alloc(200_000)]));
  writeFileSync(join(folder, 'logo.svg'), '<svg/>');
  mkdirSync(join(folder, 'mails'));
  for (const [name, text] of Object.entries(templates)) writeFileSync(join(folder, 'mails', name), text);
  return folder;
}

const designOf = (mail: object, templates = {}): MailDesign =>
  readFolder(configWith(mail, templates))[0]!.delivery!.mail;

const faultsOf = (mail: object, templates = {}): string[] => {
  const { files } = refusalOf(() => readFolder(configWith(mail, templates)));
  return files.flatMap(({ problems }) => problems.map((p) => `${p.pointer} ${p.rule} ${p.message}`));
};

/** A whole set of templates, such as a merchant makes from ours. */
const OWN = Object.fromEntries(
  ['nb', 'sv', 'en'].flatMap((language) =>
    ['html', 'txt'].map((part) => {
      const name = `invoice.${language}.${part}.hbs`;
      return [name, readFileSync(assetPath('mail', name), 'utf8')];
    }),
  ),
);

describe('a merchant’s mails', () => {
  it('look as shipped when nothing is said about them', () => {
    const design = designOf({});

    expect(design).toMatchObject({ logo: null, templates: {}, colors: { light: { accent: '#1f5fbf' } } });
  });

  it('carry the logo, no larger than fits', () => {
    expect(designOf({ logo: 'logo.png' }).logo).toMatchObject({ contentType: 'image/png', width: 220, height: 32 });
  });

  it('take the colours that are given, write on the accent in what reads best, and keep it in the dark', () => {
    const { light, dark } = designOf({ colors: { accent: '#f7d117' } }).colors;

    expect(light).toMatchObject({ accent: '#f7d117', accentText: '#000000', card: '#ffffff' });
    expect(dark).toMatchObject({ accent: '#f7d117', accentText: '#000000', card: '#1d2027' });
  });

  it('say the merchant’s own words, per language', () => {
    const texts = { subject: 'Faktura {{invoiceNumber}}', intro: 'Takk for kjøpet.' };

    expect(designOf({ invoice: { nb: texts } }).texts).toMatchObject({ invoice: { nb: { ...texts, footer: null } } });
  });

  it('come from a folder of the merchant’s own, sources and notes left beside', () => {
    const templates = { ...OWN, 'invoice.nb.mjml': '<mjml>', 'notes.md': '{{whatever', '.keep': '' };

    expect(Object.keys(designOf({ templates: 'mails' }, templates).templates)).toEqual(['invoice']);
  });
});

describe('a merchant’s mails are refused at the start, with every fault at once', () => {
  it.each<[string, object, string]>([
    ['a logo that is not there', { logo: 'none.png' }, '/delivery/mail/logo logo cannot be read'],
    ['a logo that is no picture', { logo: 'logo.svg' }, '/delivery/mail/logo logo is neither a PNG nor a JPEG'],
    ['a logo too large to travel', { logo: 'large.png' }, '/delivery/mail/logo logo is larger than 200 kB'],
    [
      'a colour by name',
      { colors: { accent: 'red' } },
      '/delivery/mail/colors/accent color must be a colour of six hex digits',
    ],
    [
      'a subject of two lines',
      { invoice: { en: { subject: 'a\nb' } } },
      '/delivery/mail/invoice/en/subject template must be one line',
    ],
    [
      'a placeholder that is not there',
      { invoice: { sv: { intro: 'Hej {{name}}' } } },
      '/delivery/mail/invoice/sv/intro template there is no placeholder {{name}}',
    ],
    [
      'a placeholder of another mail',
      { checkout: { en: { footer: '{{kid}}' } } },
      '/delivery/mail/checkout/en/footer template there is no placeholder {{kid}}',
    ],
    [
      'a text that names itself',
      { invoice: { en: { subject: '{{subject}}' } } },
      '/delivery/mail/invoice/en/subject template there is no placeholder {{subject}}',
    ],
    ['another language', { invoice: { da: {} } }, '/delivery/mail/invoice/da unknownField This field does not exist.'],
    [
      'a folder that is not there',
      { templates: 'none' },
      '/delivery/mail/templates template is not a folder that can be read',
    ],
  ])('%s', (_, mail, fault) => {
    expect(faultsOf(mail)).toEqual([fault]);
  });

  it('colours that nobody can read, each with how far it is off', () => {
    expect(faultsOf({ colors: { text: '#999999' }, darkColors: { background: '#777777' } })).toEqual([
      '/delivery/mail/colors/text contrast has a contrast of 2.8 on card, and needs 4.5',
      '/delivery/mail/colors/text contrast has a contrast of 2.6 on background, and needs 4.5',
      '/delivery/mail/darkColors/text contrast has a contrast of 3.9 on background, and needs 4.5',
      '/delivery/mail/darkColors/muted contrast has a contrast of 2.1 on background, and needs 4.5',
    ]);
  });

  it('a folder in which files are missing, empty, misnamed and wrong', () => {
    const templates: Record<string, string> = {
      ...OWN,
      'invoice.nb.html.hbs': 'a\n{{amount}}\n{{{amount}}} {{amuont}}',
      'invoice.en.txt.hbs': '\n',
      'invoice.da.txt.hbs': 'hej',
      'invoice.sv.txt.hbs': '{{#if kid}}',
    };
    const { 'invoice.sv.html.hbs': _, ...rest } = templates;

    expect(
      faultsOf({ templates: 'mails' }, rest).map((fault) => fault.replace('/delivery/mail/templates template ', '')),
    ).toEqual([
      'invoice.da.txt.hbs: is not the name of a template',
      'invoice.nb.html.hbs line 3: values are always escaped: write two braces and no ampersand',
      'invoice.nb.html.hbs line 3: there is no placeholder {{amuont}}',
      'invoice.sv.html.hbs: is missing; each language needs an HTML and a text part',
      'invoice.sv.txt.hbs line 1: cannot be read: a block or a placeholder is not closed',
      'invoice.en.txt.hbs: is empty',
    ]);
  });

  it('an empty folder', () => {
    expect(faultsOf({ templates: 'mails' })).toEqual([
      '/delivery/mail/templates template holds no template; a mail needs invoice.nb.html.hbs, invoice.nb.txt.hbs, ' +
        'invoice.sv.html.hbs, invoice.sv.txt.hbs, invoice.en.html.hbs, invoice.en.txt.hbs',
    ]);
  });
});
