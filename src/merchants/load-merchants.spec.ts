import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encryptedPdf, termsPdf } from '../../test/support/invoice-pdfs.js';
import { folderWith, MINIMAL, removeFolders, SECRETS, withField } from '../../test/support/merchant-files.js';
import { blackLogo } from '../../test/support/pictures.js';
import type { Merchant } from '../domain/merchant.js';
import { loadMerchants } from './load-merchants.js';
import { ConfigurationError } from './read-merchants.js';

afterAll(removeFolders);

/** What the merchant of a configuration folder becomes with this `delivery`, beside files of many kinds. */
async function load(delivery: object): Promise<Merchant> {
  const whole = { smtp: { host: 'mail' }, from: 'faktura@acme.example', ...delivery };
  const text = withField(withField(MINIMAL, 'delivery', whole), 'language', 'nb');
  const folder = folderWith({ 'acme.yaml': text });
  const files = {
    'vilkar.pdf': await termsPdf(),
    'villkor.pdf': await termsPdf('Villkor'),
    'locked.pdf': await encryptedPdf({ ownerPassword: 'own' }),
    'half.pdf': (await termsPdf()).subarray(0, 400),
    'large.pdf': Buffer.concat([await termsPdf(), Buffer.alloc(2_000_000)]),
    'page.html': Buffer.from('<html>'),
    'logo.png': blackLogo(40, 20),
    'half.png': blackLogo(40, 20).subarray(0, 45),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const surroundings = { environment: SECRETS, publicUrl: new URL('https://hooks.example.com') };
  const [merchant] = await loadMerchants(folder, surroundings);
  return merchant!;
}

const faultsOf = async (delivery: object): Promise<string[]> => {
  const refusal: unknown = await load(delivery).catch((error: unknown) => error);
  if (!(refusal instanceof ConfigurationError)) throw refusal;
  return refusal.files.flatMap(({ problems }) => problems.map((p) => `${p.pointer} ${p.message}`));
};

describe('the PDFs that follow an invoice', () => {
  it('are read for each language, and are those of the merchant’s language where another has none', async () => {
    const { delivery } = await load({ attachments: { nb: ['vilkar.pdf'], sv: ['villkor.pdf', 'vilkar.pdf'] } });
    const names = (language: 'nb' | 'sv' | 'en'): unknown => delivery?.attachments[language].map(({ name }) => name);

    expect([names('nb'), names('sv'), names('en')]).toEqual([
      ['vilkar.pdf'],
      ['villkor.pdf', 'vilkar.pdf'],
      ['vilkar.pdf'],
    ]);
  });

  it('are none where a language says so, and none by default', async () => {
    const { delivery } = await load({ attachments: { nb: ['vilkar.pdf'], en: [] } });

    expect(delivery?.attachments.en).toEqual([]);
    expect((await load({})).delivery?.attachments).toEqual({ nb: [], sv: [], en: [] });
  });

  it.each<[string, string[], string[]]>([
    ['one that is not there', ['none.pdf'], ['/delivery/attachments/nb/0 cannot be read']],
    ['one that is no PDF', ['page.html'], ['/delivery/attachments/nb/0 is no PDF']],
    ['one that is too large', ['vilkar.pdf', 'large.pdf'], ['/delivery/attachments/nb/1 is larger than 2 MB']],
    ['one with a password', ['vilkar.pdf', 'locked.pdf'], ['/delivery/attachments/nb/1 locked.pdf is encrypted']],
    ['half of one', ['half.pdf'], ['/delivery/attachments/nb/0 half.pdf is broken']],
    ['more than five', Array<string>(6).fill('vilkar.pdf'), ['/delivery/attachments/nb must list at most 5 files']],
  ])('refuse the start with %s, and say it once', async (_, nb, faults) => {
    expect(await faultsOf({ attachments: { nb } })).toEqual(faults);
  });
});

describe('the logo of the cover page', () => {
  it('is read at the start, also when mails carry another', async () => {
    const { delivery } = await load({ cover: { logo: 'logo.png' }, mail: { logo: 'logo.png' } });

    expect(delivery?.cover?.logo?.equals(blackLogo(40, 20))).toBe(true);
  });

  it.each<[string, object, RegExp]>([
    ['is not there', { cover: { logo: 'none.png' } }, /^\/delivery\/cover\/logo cannot be read$/],
    [
      'is no picture while the mails have one',
      { cover: { logo: 'page.html' }, mail: { logo: 'logo.png' } },
      /^\/delivery\/cover\/logo is neither a PNG nor a JPEG$/,
    ],
    ['breaks off in the middle', { cover: { logo: 'half.png' } }, /^\/delivery\/cover\/logo /],
  ])('refuses the start when it %s', async (_, delivery, fault) => {
    expect(await faultsOf(delivery)).toEqual([expect.stringMatching(fault)]);
  });
});
