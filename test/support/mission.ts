import { Api, control, eventually } from './api.js';
import { Connector } from './connector.js';
import { createTestDatabase, type TestDatabase } from './databases.js';
import { install, type Installation } from './installation.js';

export interface InvoiceAnswer {
  readonly state: string;
  readonly transactionId: string;
  readonly openAmount: number;
  readonly paidAmount: number;
  readonly kid: string;
  readonly dueDate: string;
  readonly flow: string;
  readonly sessionId: string;
  readonly checkoutUrl: string | null;
  readonly checkoutExpiresAt: string | null;
}

interface Mail {
  readonly id: string;
  readonly messageId: string;
  readonly text: string;
  readonly headers: Record<string, string>;
}

/** What the sandbox counted. */
interface ProviderState {
  readonly sessions: number;
  readonly payCalls: number;
  readonly invoicedTwice: readonly string[];
  readonly transactionsByMerchantReference: Readonly<Record<string, number>>;
}

interface Case {
  readonly id: string;
  readonly code: string;
  readonly what: string;
  readonly subject: { readonly id: string };
}

/** The whole connector as one process with a database of its own, and the sandbox around it: HTTP in, rows and mail out. */
export class Mission {
  readonly api: Api;
  /** Where the sandbox's controls are. */
  readonly dintero: string;
  readonly erp: string;

  private constructor(
    readonly installation: Installation,
    readonly database: TestDatabase,
    readonly connector: Connector,
  ) {
    this.api = new Api(connector.url);
    this.dintero = new URL(installation.sandbox.dinteroUrl).origin;
    this.erp = installation.sandbox.erpUrl;
  }

  /** @param adapt changes the text of the merchant's file */
  static async start(adapt?: (yaml: string) => string): Promise<Mission> {
    const installation = await install(adapt);
    const database = await createTestDatabase();
    return new Mission(installation, database, await Connector.start({ installation, databaseUrl: database.url }));
  }

  /** @throws when anything it printed shows a secret: no mission is over before that is known */
  async close(): Promise<void> {
    await this.connector.stop();
    await this.installation.close();
    await this.database.drop();
    if (this.printedSecrets().length > 0) throw new Error(`It printed ${this.printedSecrets().join(', ')}.`);
  }

  /** The names of the secrets that stand in anything it printed. */
  printedSecrets(): string[] {
    const secrets = Object.entries(this.installation.secrets);
    return secrets.filter(([, secret]) => this.connector.printed.includes(secret)).map(([name]) => name);
  }

  invoice(reference: string): Promise<InvoiceAnswer> {
    return this.api.get<InvoiceAnswer>(`invoices/${reference}`);
  }

  untilState(reference: string, state: string): Promise<InvoiceAnswer> {
    return eventually(
      () => this.invoice(reference),
      (some) => some.state === state,
    );
  }

  /** The debtor pays. */
  pay(transactionId: string, amountMinor: number, callback = true): Promise<unknown> {
    return control(this.dintero, 'POST', `transactions/${transactionId}/payments`, { amountMinor, callback });
  }

  /** The ERP sends an order, signed. */
  webhook(
    order: Record<string, unknown>,
    options: Record<string, unknown> = {},
  ): Promise<{ answers: { status: number }[] }> {
    const url = `${this.connector.url}/v1/merchants/nordic-supplies/orders`;
    return control(this.erp, 'POST', 'nordic-supplies/webhooks', { url, order, ...options });
  }

  /** Something goes wrong at the provider, for this order alone. */
  fault(operation: string, merchantReference: string, details: Record<string, unknown>): Promise<unknown> {
    return control(this.dintero, 'POST', 'faults', { operation, match: { merchantReference }, ...details });
  }

  /** The person at the checkout page. */
  customer(sessionId: string, does: string): Promise<{ transaction: { id: string } | null }> {
    return control(this.dintero, 'POST', `sessions/${sessionId}/customer`, { does });
  }

  provider(): Promise<ProviderState> {
    return control(this.dintero, 'GET', 'state?account=T11223344');
  }

  /** The open exceptions of an invoice, in English. */
  async casesOf(reference: string): Promise<Case[]> {
    const all = await this.api.items<Case>('exceptions?language=en&limit=200');
    return all.filter(({ subject }) => subject.id === reference);
  }

  async untilCase(reference: string, code: string): Promise<Case> {
    const found = await eventually(
      () => this.casesOf(reference),
      (cases) => cases.some((each) => each.code === code),
    );
    return found.find((each) => each.code === code)!;
  }

  async mailsTo(address: string): Promise<Mail[]> {
    const answer = await fetch(`${this.mailbox}?to=${encodeURIComponent(address)}`);
    return ((await answer.json()) as { messages: Mail[] }).messages;
  }

  /** The one mail with this Message-ID. */
  async mailWith(messageId: string): Promise<Mail> {
    const found = (await this.mailsTo('ap@fjordtest.example')).filter((mail) => mail.messageId === messageId);
    expect(found).toHaveLength(1);
    return (await (await fetch(`${this.mailbox}/${found[0]?.id ?? ''}`)).json()) as Mail;
  }

  /** An attachment of a mail. */
  async attachmentOf(mail: Mail, number: number): Promise<ArrayBuffer> {
    return (await fetch(`${this.mailbox}/${mail.id}/attachments/${number}`)).arrayBuffer();
  }

  private get mailbox(): string {
    return `${this.installation.sandbox.mailboxUrl}/api/messages`;
  }
}
