import { createHmac } from 'node:crypto';
import { Secret } from '../../domain/secret.js';
import { isSignedByDintero, isSignedHook, type SignedRequest, stringToSign } from './callback-signature.js';

/** The example of docs.dintero.com/docs/checkout/validating-callbacks (read 2026-11-20). */
const DOCUMENTED = {
  secret: '123',
  at: 1_582_236_537,
  request: {
    accountId: 'P00000000',
    method: 'GET',
    url: new URL('https://example.com/callback?B=123&A=992'),
  },
  signature: '6bed2ab1b919d460ef7465a20dc6c97260dca73fab6647106ca525f0908df64a',
};

/** The same algorithm on everything that is easily got wrong: repeated names, a space, a colon. */
const AWKWARD = {
  secret: 'made-up-secret',
  at: 1_767_225_600,
  request: {
    accountId: 'T12345678',
    method: 'POST',
    url: new URL(
      'https://hooks.example.com/dintero/callback?method=POST&report_event=CAPTURE&report_event=VOID' +
        '&transaction_id=T12345678.abc123&session_id=T12345678.def456&merchant_reference=SO-1001%20A' +
        '&time=2026-01-01T00:00:00.000Z',
    ),
  },
  signature: 'a3e6932564f52434a87de617e15f215f064ee94fe2cdd2014cbdadb34b918bf9',
};

type Vector = typeof DOCUMENTED;

interface Changes {
  readonly header?: string | undefined;
  readonly request?: Partial<SignedRequest>;
  readonly secrets?: readonly string[];
  readonly lateBySeconds?: number;
}

function accepts(vector: Vector, changes: Changes = {}): boolean {
  const header = 'header' in changes ? changes.header : `t=${vector.at},v0-hmac-sha256=${vector.signature}`;
  const secrets = (changes.secrets ?? [vector.secret]).map((text) => new Secret(text));
  const now = new Date((vector.at + (changes.lateBySeconds ?? 0)) * 1000);
  return isSignedByDintero(header, { ...vector.request, ...changes.request }, secrets, now);
}

describe('a signed callback', () => {
  it.each([
    ['of the documentation', DOCUMENTED],
    ['with repeated names, a space and a colon', AWKWARD],
  ])('%s is accepted', (_, vector) => {
    expect(accepts(vector)).toBe(true);
  });

  it('signs six lines: time, account, method, host, path and the sorted query', () => {
    expect(stringToSign('1582236537', DOCUMENTED.request)).toBe(
      '1582236537\nP00000000\nGET\nexample.com\n/callback\nA=992&B=123',
    );
    expect(stringToSign('1', AWKWARD.request).split('\n')[5]).toBe(
      'merchant_reference=SO-1001+A&method=POST&report_event=CAPTURE&report_event=VOID&session_id=T12345678.def456' +
        '&time=2026-01-01T00%3A00%3A00.000Z&transaction_id=T12345678.abc123',
    );
  });

  it('leaves the port out, and writes the method in capitals', () => {
    const request = { accountId: 'T1', method: 'post', url: new URL('https://hooks.example.com:8443/c') };

    expect(stringToSign('1', request)).toBe('1\nT1\nPOST\nhooks.example.com\n/c\n');
  });

  it('is accepted when its sender sorted the query without encoding it anew', () => {
    const raw =
      'merchant_reference=SO-1001+A&method=POST&report_event=CAPTURE&report_event=VOID&session_id=T12345678.def456' +
      '&time=2026-01-01T00:00:00.000Z&transaction_id=T12345678.abc123';
    const text = stringToSign(String(AWKWARD.at), AWKWARD.request, raw);
    const signature = createHmac('sha256', AWKWARD.secret).update(text).digest('hex');

    expect(signature).not.toBe(AWKWARD.signature);
    expect(accepts({ ...AWKWARD, signature })).toBe(true);
  });

  it.each([
    [-301, false],
    [-300, true],
    [300, true],
    [301, false],
    [18_000, false],
  ])('that arrives %d seconds after it was signed: accepted is %p', (lateBySeconds, accepted) => {
    expect(accepts(DOCUMENTED, { lateBySeconds })).toBe(accepted);
  });

  it('is accepted with either of two secrets during a rotation', () => {
    expect(accepts(DOCUMENTED, { secrets: ['new', '123'] })).toBe(true);
    expect(accepts(DOCUMENTED, { secrets: ['123', 'old'] })).toBe(true);
    expect(accepts(DOCUMENTED, { secrets: ['new', 'old'] })).toBe(false);
    expect(accepts(DOCUMENTED, { secrets: [] })).toBe(false);
  });

  it.each<[string, Partial<SignedRequest>]>([
    ['account', { accountId: 'P00000001' }],
    ['environment', { accountId: 'T00000000' }],
    ['method', { method: 'POST' }],
    ['host', { url: new URL('https://example.org/callback?B=123&A=992') }],
    ['path', { url: new URL('https://example.com/callback/?B=123&A=992') }],
    ['query', { url: new URL('https://example.com/callback?B=124&A=992') }],
    ['number of parameters', { url: new URL('https://example.com/callback?B=123&A=992&C=1') }],
  ])('is refused for another %s', (_, request) => {
    expect(accepts(DOCUMENTED, { request })).toBe(false);
  });

  it('is accepted in whatever order its parameters come', () => {
    expect(accepts(DOCUMENTED, { request: { url: new URL('https://example.com/callback?A=992&B=123') } })).toBe(true);
  });

  it('may carry white space and parts we do not know', () => {
    const header = `t=${DOCUMENTED.at}, v0-hmac-sha256=${DOCUMENTED.signature}, v1=unknown`;

    expect(accepts(DOCUMENTED, { header })).toBe(true);
  });

  it.each([
    undefined,
    '',
    't=1582236537',
    `v0-hmac-sha256=${DOCUMENTED.signature}`,
    `t=,v0-hmac-sha256=${DOCUMENTED.signature}`,
    `t=1582236537.0,v0-hmac-sha256=${DOCUMENTED.signature}`,
    `t=1582236538,v0-hmac-sha256=${DOCUMENTED.signature}`,
    't=1582236537,v0-hmac-sha256=',
    't=1582236537,v0-hmac-sha256=zz',
    `t=1582236537,v0-hmac-sha256=${DOCUMENTED.signature.slice(0, -2)}`,
    `t=1582236537,v0-hmac-sha256=${DOCUMENTED.signature}00`,
    `t=1582236537,v0-hmac-sha1=${DOCUMENTED.signature}`,
  ])('is refused with the header %j', (header) => {
    expect(accepts(DOCUMENTED, { header })).toBe(false);
  });
});

describe('the account’s own webhook', () => {
  const body = Buffer.from('{"event":"ping","account_id":"T12345678"}');
  const signature = 'd62aeb42884863113b04a10969dab7986eaf34e6';
  const secret = new Secret('made-up-hook-secret');

  it('is accepted with the HMAC-SHA1 of its bytes', () => {
    expect(isSignedHook(signature, body, secret)).toBe(true);
  });

  it('is accepted when its sender signed the JSON before it was laid out', () => {
    const laidOut = Buffer.from('{\n  "event": "ping",\n  "account_id": "T12345678"\n}');

    expect(isSignedHook(signature, laidOut, secret)).toBe(true);
  });

  it('is refused when altered, with another secret, or without a signature', () => {
    expect(isSignedHook(signature, Buffer.from('{"event":"ping","account_id":"T12345679"}'), secret)).toBe(false);
    expect(isSignedHook(signature, body, new Secret('another'))).toBe(false);
    expect(isSignedHook(undefined, body, secret)).toBe(false);
    expect(isSignedHook('', Buffer.from('not json'), secret)).toBe(false);
    expect(isSignedHook(signature.slice(0, 10), body, secret)).toBe(false);
  });
});
