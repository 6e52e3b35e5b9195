const ADDRESS = {
  first_name: 'Per',
  last_name: 'Prøve',
  business_name: 'Fjordtest AS',
  organization_number: '923609016',
  email: 'ap@fjordtest.example',
  phone_number: '+4790000001',
  address_line: 'Prøveveien 1',
  postal_code: '0150',
  postal_place: 'Oslo',
  country: 'NO',
};

/** A webshop on the merchant's account that sells by invoice, under references of its own. */
export class Webshop {
  /** @param dinteroUrl with the version */
  constructor(
    private readonly dinteroUrl: string,
    private readonly account: string,
  ) {}

  /** Gives the id of the transaction. */
  async sell(reference: string, amount = 20_000): Promise<string> {
    return this.call('sessions/pay', {
      payment: { payment_product_type: 'kravia.invoice_b2b', operation: 'invoice_payment', days_until_due: 14 },
      session: { order: { ...saleOf(reference, amount), billing_address: ADDRESS } },
    });
  }

  /** A checkout nobody has paid yet; gives the id of the session. */
  async open(reference: string, expiresAt: Date, amount = 20_000): Promise<string> {
    return this.call('sessions', {
      url: { return_url: 'https://shop.example/' },
      order: saleOf(reference, amount),
      expires_at: expiresAt.toISOString(),
      configuration: { kravia: { invoice_b2b: { enabled: true } } },
    });
  }

  private async call(path: string, body: unknown): Promise<string> {
    const login = Buffer.from('nordic-sandbox-client:nordic-sandbox-secret').toString('base64');
    const token = await post<{ access_token: string }>(
      `${this.dinteroUrl}/accounts/${this.account}/auth/token`,
      `Basic ${login}`,
      { grant_type: 'client_credentials', audience: `https://api.dintero.com/v1/accounts/${this.account}` },
    );
    const { id } = await post<{ id: string }>(`${this.dinteroUrl}/${path}`, `Bearer ${token.access_token}`, body);
    return id;
  }
}

function saleOf(reference: string, amount: number): Record<string, unknown> {
  const items = [{ line_id: '1', description: 'Goods', quantity: 1, amount, vat: 25 }];
  return { amount, currency: 'NOK', merchant_reference: reference, items };
}

async function post<T>(url: string, authorization: string, body: unknown): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
