import { errorOf, namesChannel } from './dintero-error.js';

const errorFrom = (body: string, status = 400): ReturnType<typeof errorOf> =>
  errorOf({ status, headers: {}, body: Buffer.from(body) });

describe('errorOf', () => {
  it.each([
    ['the documented object', '{"error":{"code":"NOT FOUND","message":"made-up text"}}', 'NOT FOUND', 'made-up text'],
    ['an error without a code', '{"error":{"message":"made-up text"}}', '400', 'made-up text'],
    ['an error without words', '{"error":{"code":"made_up"}}', 'made_up', 'no explanation (28 bytes)'],
    ['a plain string', '{"error":"Rejected"}', '400', 'Rejected'],
    [
      'what a declined session says',
      '{"error":"Rejected","error_details":{"code":"x"}}',
      '400',
      'Rejected: {"code":"x"}',
    ],
    ['a message alone', '{"message":"Not found"}', '400', 'Not found'],
    ['an error that is null', '{"error":null,"message":"Not found"}', '400', 'Not found'],
    ['a number for a code', '{"error":{"code":17,"message":"x"}}', '400', 'x'],
    ['the HTML of a gateway', '<html>502 Bad Gateway</html>', '400', 'no explanation (28 bytes)'],
    ['a list', '[{"message":"x"}]', '400', 'no explanation (17 bytes)'],
    ['nothing', '', '400', 'no explanation (0 bytes)'],
  ])('reads %s', (_, body, code, message) => {
    expect(errorFrom(body)).toEqual({ code, message });
  });

  it('adds the details of a validation, but no empty ones', () => {
    expect(errorFrom('{"error":{"message":"invalid","errors":[{"field":"amount"}]}}').message).toBe(
      'invalid: [{"field":"amount"}]',
    );
    expect(errorFrom('{"error":{"message":"invalid","errors":[]},"success":false}').message).toBe('invalid');
  });

  it('shortens details that go on', () => {
    const body = JSON.stringify({ error: { message: 'invalid', errors: ['x'.repeat(2000)] } });

    expect(errorFrom(body).message).toHaveLength('invalid: '.length + 500);
  });

  it('names the status where the answer has no code', () => {
    expect(errorFrom('', 503).code).toBe('503');
  });
});

describe('namesChannel', () => {
  it.each([
    ['{"error":{"code":"invoice_channel_not_supported","message":"no"}}', true],
    ['{"error":{"message":"invalid","errors":[{"field":"payment.invoice_channel","message":"no"}]}}', true],
    ['{"error":{"message":"Channel merchant is not enabled for this account"}}', true],
    ['{"error":{"message":"invalid","errors":[{"field":"payment.days_until_due"}]}}', false],
    ['', false],
  ])('%s: %p', (body, expected) => {
    expect(namesChannel(errorFrom(body))).toBe(expected);
  });
});
