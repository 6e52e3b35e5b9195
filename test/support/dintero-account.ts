import type { Installation } from './installation.js';

/** The Norwegian merchant's account at the sandbox's Dintero, as somebody else with access to it uses it. */
export class DinteroAccount {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async logIn({ sandbox, secrets }: Installation): Promise<DinteroAccount> {
    const login = `${secrets.NORDIC_DINTERO_CLIENT_ID ?? ''}:${secrets.NORDIC_DINTERO_CLIENT_SECRET ?? ''}`;
    const audience = 'https://api.dintero.com/v1/accounts/T11223344';
    const response = await fetch(`${sandbox.dinteroUrl}/accounts/T11223344/auth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(login).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ grant_type: 'client_credentials', audience }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return new DinteroAccount(sandbox.dinteroUrl, token);
  }

  /** @throws Error unless the answer is 2xx */
  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
