import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { InvoiceTerms } from '../../src/domain/invoice/invoice-terms.js';
import type { Merchant } from '../../src/domain/merchant.js';
import { foldDiscounts } from '../../src/domain/order/fold-discounts.js';
import { Exceptions } from '../../src/exceptions/exceptions.js';
import { DinteroApi } from '../../src/integrations/dintero/dintero-api.js';
import { DinteroClient } from '../../src/integrations/dintero/dintero.client.js';
import { DinteroDocuments } from '../../src/integrations/dintero/dintero-documents.js';
import { DinteroLogin } from '../../src/integrations/dintero/dintero-login.js';
import { DinteroInvoiceGateway } from '../../src/integrations/dintero/dintero-invoice-gateway.js';
import { DinteroSessionGateway } from '../../src/integrations/dintero/dintero-session-gateway.js';
import { DinteroSettlements } from '../../src/integrations/dintero/dintero-settlements.js';
import { DinteroTokens } from '../../src/integrations/dintero/dintero-tokens.js';
import type { InvoiceRequest } from '../../src/invoicing/invoice-gateway.port.js';
import { MerchantHttp } from '../../src/merchants/merchant-http.js';
import { Environment } from '../../src/platform/config/environment.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { query } from '../../src/platform/database/sql.js';
import { RateGate } from '../../src/platform/jobs/rate-gate.js';
import { Client } from '../sandbox/support/client.js';
import { createTestDatabase, type TestDatabase } from './databases.js';
import type { OrderChanges } from '../../sandbox/sample-order.js';
import { anOrder } from './orders.js';
import { nordicSupplies, PUBLIC_URL } from './sandbox-merchant.js';

/** The adapters as one process has them: with tokens and connections of their own. */
export interface Adapters {
  readonly merchant: Merchant;
  readonly dintero: DinteroApi;
  readonly gateway: DinteroInvoiceGateway;
  readonly sessions: DinteroSessionGateway;
  readonly documents: DinteroDocuments;
  readonly settlements: DinteroSettlements;
}

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The real adapters against the sandbox: only the address differs from what they do in earnest. */
export class DinteroBench {
  private database!: TestDatabase;
  private dataSource!: DataSource;

  private constructor(readonly sandbox: Client) {}

  /** One for all tests of a file: each finds the sandbox as at its start, every gate open and no exceptions. */
  static forTheseTests(): DinteroBench {
    const bench = new DinteroBench(Client.forTheseTests());
    beforeAll(() => bench.open());
    beforeEach(() => bench.forget());
    afterAll(() => bench.close());
    return bench;
  }

  /** As if the wait that was asked for were over. */
  async openGates(): Promise<void> {
    await this.dataSource.query('truncate rate_gate');
  }

  /** A fast merchant with little patience, unless the test wants another. */
  adapters(provider: Partial<Merchant['provider']> = {}): Adapters {
    const merchant = nordicSupplies({
      dinteroUrl: this.sandbox.sandbox.dinteroUrl,
      provider: { timeoutMs: 500, requestsPerSecond: 1000, ...provider },
    });
    const http = new MerchantHttp();
    const gate = new RateGate(this.dataSource);
    const login = new DinteroLogin(gate, new Exceptions(), this.dataSource);
    const client = new DinteroClient(http, new DinteroTokens(http), gate, login);
    const dintero = new DinteroApi(client);
    const environment = Environment.read({ PUBLIC_URL: PUBLIC_URL.href });
    return {
      merchant,
      dintero,
      gateway: new DinteroInvoiceGateway(dintero, environment),
      sessions: new DinteroSessionGateway(dintero, environment),
      documents: new DinteroDocuments(dintero, client),
      settlements: new DinteroSettlements(dintero, client),
    };
  }

  /** How often the sandbox answered an operation with a status; 0 stands for a connection cut before any work. */
  async answers(operation: string): Promise<Readonly<Record<string, number>>> {
    const { requests } = await this.sandbox.state();
    return requests[operation] ?? {};
  }

  async callsTo(operation: string): Promise<number> {
    return Object.values(await this.answers(operation)).reduce((sum, times) => sum + times, 0);
  }

  /** What was sent last to an operation, as the sandbox received it. */
  async lastRequest(operation: string): Promise<SentRequest> {
    const { raw } = await this.sandbox.control('GET', `/requests?operation=${operation}`);
    const last = (raw as { requests: SentRequest[] }).requests.at(-1);
    if (!last) throw new Error(`Nothing was sent to ${operation}.`);
    return last;
  }

  /** The codes of the exceptions that wait for a person. */
  async openExceptions(): Promise<string[]> {
    const text = "select code from exception_case where state = 'open' order by code";
    return (await query<{ code: string }>(this.dataSource.manager, text)).map(({ code }) => code);
  }

  private async open(): Promise<void> {
    Logger.overrideLogger(false);
    this.database = await createTestDatabase();
    const options = { ...dataSourceOptions(this.database.url, 10), logging: false as const };
    this.dataSource = await new DataSource(options).initialize();
  }

  private async forget(): Promise<void> {
    await this.dataSource.query('truncate exception_case');
    await this.openGates();
  }

  private async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }
}

/** The sample order as an invoice to be issued. */
export function invoiceRequest(
  reference: string,
  terms: Partial<InvoiceTerms> = {},
  changes: OrderChanges = {},
): InvoiceRequest {
  const order = anOrder(changes);
  return {
    reference,
    terms: { flow: 'one-step', product: 'b2b', channel: 'merchant', daysUntilDue: 30, interval: null, ...terms },
    order,
    lines: foldDiscounts(order.lines),
  };
}
