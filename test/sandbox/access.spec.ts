import { Client, faultyFields } from './support/client.js';
import { payBody } from './support/requests.js';

describe('access to the Dintero double', () => {
  const client = Client.forTheseTests();

  const credentials = 'nordic-sandbox-client:nordic-sandbox-secret';

  it('gives a token for the client of an account', async () => {
    const { status, body } = await client.requestToken('T11223344', credentials);

    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String) as unknown, token_type: 'Bearer', expires_in: 14_400 });
  });

  it('takes an audience of its own origin too', async () => {
    const audience = `${client.sandbox.dinteroUrl}/accounts/T11223344`;

    expect((await client.requestToken('T11223344', credentials, { audience })).status).toBe(200);
  });

  it.each([
    ['a wrong secret', 'T11223344', 'nordic-sandbox-client:wrong', {}, 401],
    ['another account', 'T55667788', credentials, {}, 401],
    ['an account that is not there', 'T00000000', credentials, {}, 401],
    ['another grant', 'T11223344', credentials, { grant_type: 'password' }, 400],
    [
      'a foreign audience',
      'T11223344',
      credentials,
      { audience: 'https://api.dintero.com/v1/accounts/T55667788' },
      400,
    ],
    ['no audience', 'T11223344', credentials, { audience: undefined }, 400],
  ])('refuses a token for %s', async (_what, account, login, changes, status) => {
    expect((await client.requestToken(account, login, changes)).status).toBe(status);
  });

  it('refuses a call without a token, and with one it never gave', async () => {
    expect((await client.api('GET', '/transactions', { token: null })).status).toBe(401);
    expect((await client.api('GET', '/transactions', { token: 'made.up.token' })).status).toBe(401);
  });

  it('lets a token really expire', async () => {
    await client.configure({ expiresInSeconds: 60 });
    const token = await client.fetchToken();
    expect((await client.api('GET', '/transactions', { token })).status).toBe(200);

    await client.advance(61);

    expect((await client.api('GET', '/transactions', { token })).status).toBe(401);
  });

  it('shows one account nothing of another', async () => {
    const token = await client.fetchToken();
    const { id } = (await client.api('POST', '/sessions/pay', { token, body: payBody() })).body;
    const foreign = await client.fetchToken('T55667788', 'svenska');

    expect((await client.api('GET', `/transactions/${id}`, { token: foreign })).status).toBe(404);
    expect((await client.api('GET', '/transactions', { token: foreign })).body).toEqual([]);
    expect((await client.api('GET', '/accounts/T11223344/settlements', { token: foreign })).status).toBe(403);
  });

  it('answers 403 when the scope is missing, and says which would do', async () => {
    await client.configure({ scopes: ['read:settlements'] });
    const token = await client.fetchToken();

    const reply = await client.api('POST', '/sessions/pay', { token, body: payBody() });

    expect(reply.status).toBe(403);
    expect(reply.body.error.message).toContain('write:checkout');
    expect(reply.body).not.toHaveProperty('success');
  });

  it('answers 429 with Retry-After above the rate limit', async () => {
    await client.configure({ requestsPerSecond: 3 });
    const token = await client.fetchToken();

    const replies = await Promise.all(Array.from({ length: 6 }, () => client.api('GET', '/transactions', { token })));

    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(3);
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
  });

  it('refuses a body that is no JSON, or does not say that it is', async () => {
    const token = await client.fetchToken();
    const url = `${client.sandbox.dinteroUrl}/sessions/pay`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const broken = await fetch(url, { method: 'POST', headers, body: '{"payment":' });
    const unnamed = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: '{}',
    });

    expect([broken.status, unnamed.status]).toEqual([400, 400]);
  });

  it('knows no v2 and no other paths', async () => {
    expect((await client.api('GET', '/nothing')).status).toBe(404);
    expect((await fetch(`${client.origin}/v2/accounts/T11223344/payout`)).status).toBe(404);
  });

  it('gives, and renews, the signature secret', async () => {
    const token = await client.fetchToken();
    const before = (await client.api('GET', '/admin/signature', { token })).body.signature.secret;
    const renewed = (await client.api('POST', '/admin/signature', { token })).body.signature.secret;

    expect(before).toBe('nordic-signature-secret');
    expect(renewed).not.toBe(before);
    expect((await client.api('GET', '/admin/signature', { token })).body.signature.secret).toBe(renewed);
  });

  it('has no signature secret before one is made', async () => {
    await client.configure({ signatureSecret: null });
    const token = await client.fetchToken();

    expect((await client.api('GET', '/admin/signature', { token })).status).toBe(404);
  });

  it('answers a path that cannot be decoded, and a body that is too long', async () => {
    const token = await client.fetchToken();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = `"${'x'.repeat(21 * 1024 * 1024)}"`;

    expect((await client.api('GET', '/transactions/%E0%A4%A', { token })).status).toBe(400);
    expect((await fetch(`${client.sandbox.dinteroUrl}/sessions/pay`, { method: 'POST', headers, body })).status).toBe(
      413,
    );
  });

  it('names every fault of a token request at once', async () => {
    const reply = await client.requestToken('T11223344', credentials, { grant_type: 'x', audience: 'y' });

    expect(faultyFields(reply)).toEqual(['grant_type', 'audience']);
  });
});
