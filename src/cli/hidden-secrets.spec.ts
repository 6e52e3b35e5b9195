import { withoutKnown, withoutSecrets } from './hidden-secrets.js';

describe('an answer that is shown', () => {
  it('hides what its name gives away, however deep it lies', () => {
    const answer = {
      access_token: 'eyJ',
      expires_in: 14_400,
      signature: { secret: 's3cret' },
      reports: [{ id: '2026-10', signed_url: 'https://storage.example/x?sig=1' }],
      config: { url: 'https://hooks.example.com', secret: { type: 'HMAC-SHA1', value: 'hook' } },
    };

    expect(withoutSecrets(answer, [])).toEqual({
      access_token: '(hidden)',
      expires_in: 14_400,
      signature: { secret: '(hidden)' },
      reports: [{ id: '2026-10', signed_url: '(hidden)' }],
      config: { url: 'https://hooks.example.com', secret: { type: 'HMAC-SHA1', value: '(hidden)' } },
    });
  });

  it('hides a secret of the merchant wherever it turns up', () => {
    expect(withoutSecrets({ message: 'client abc/secret-1 unknown', list: ['secret-1'] }, ['secret-1'])).toEqual({
      message: 'client abc/(hidden) unknown',
      list: ['(hidden)'],
    });
    expect(withoutKnown('secret-1, secret-1', ['', 'secret-1'])).toBe('(hidden), (hidden)');
  });

  it('leaves everything else as it came', () => {
    const answer = { id: 'T11223344.abc', amount: 1, token_types: ['payment_token'], none: null, flag: true };

    expect(withoutSecrets(answer, ['secret-1'])).toEqual(answer);
  });
});
