import { callbackSignature, hookSignature } from '../../sandbox/dintero/messages/signatures.js';

describe('signatures', () => {
  it('signs a callback as the documentation does', () => {
    const call = {
      accountId: 'P00000000',
      method: 'GET',
      url: new URL('https://example.com/callback?B=123&A=992'),
      timestamp: 1_582_236_537,
    };

    expect(callbackSignature('123', call)).toBe(
      't=1582236537,v0-hmac-sha256=6bed2ab1b919d460ef7465a20dc6c97260dca73fab6647106ca525f0908df64a',
    );
  });

  it('signs repeated, encoded and unsorted parameters in their canonical form', () => {
    const query =
      'method=POST&report_event=CAPTURE&report_event=VOID&transaction_id=T12345678.abc123&session_id=T12345678.def456' +
      '&merchant_reference=SO-1001%20A&time=2026-01-01T00:00:00.000Z';
    const call = {
      accountId: 'T12345678',
      method: 'POST',
      url: new URL(`https://hooks.example.com/dintero/callback?${query}`),
      timestamp: 1_767_225_600,
    };

    expect(callbackSignature('made-up-secret', call)).toBe(
      't=1767225600,v0-hmac-sha256=a3e6932564f52434a87de617e15f215f064ee94fe2cdd2014cbdadb34b918bf9',
    );
  });

  it('signs a hook over its body alone', () => {
    expect(hookSignature('made-up-hook-secret', '{"event":"ping","account_id":"T12345678"}')).toBe(
      'd62aeb42884863113b04a10969dab7986eaf34e6',
    );
  });
});
