import type { Merchant } from '../../domain/merchant.js';
import { callbackUrl, hookUrl } from './callback-url.js';

const PATH = '/v1/merchants/nordic-supplies/dintero/callback';

const urlFor = (publicUrl: string): URL =>
  new URL(callbackUrl(new URL(publicUrl), { id: 'nordic-supplies' } as Merchant));

describe('callbackUrl', () => {
  it('is the merchant’s own path, with the options that make everything reach us', () => {
    expect(urlFor('https://hooks.example.com').href).toBe(
      'https://hooks.example.com/v1/merchants/nordic-supplies/dintero/callback' +
        '?method=POST&includes=session&report_error=true&report_event=CAPTURE&report_event=VOID&report_event=REFUND' +
        '&sid_parameter_name=sid',
    );
  });

  it.each(['https://hooks.example.com', 'https://hooks.example.com/', 'https://hooks.example.com/?old=1'])(
    'has no more than that path and its own options, from %s',
    (publicUrl) => {
      expect(urlFor(publicUrl).pathname).toBe(PATH);
      expect(urlFor(publicUrl).searchParams.has('old')).toBe(false);
    },
  );

  it.each(['https://example.com/fakturabro', 'https://example.com/fakturabro/'])(
    'keeps the base path of %s',
    (base) => {
      expect(urlFor(base).pathname).toBe(`/fakturabro${PATH}`);
    },
  );
});

describe('hookUrl', () => {
  it('is the merchant’s own path below the base, and nothing more', () => {
    const merchant = { id: 'nordic-supplies' } as Merchant;

    expect(hookUrl(new URL('https://example.com/fakturabro/?old=1'), merchant)).toBe(
      'https://example.com/fakturabro/v1/merchants/nordic-supplies/dintero/hook',
    );
  });
});
