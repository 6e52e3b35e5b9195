import { Injectable } from '@nestjs/common';
import { EventsApi } from './api/events.js';
import { PaymentsApi } from './api/payments.js';
import { SessionsApi } from './api/sessions.js';
import { TransactionsApi } from './api/transactions.js';
import { DinteroClient } from './dintero.client.js';

/**
 * Dintero's whole API, by area. Every answer is the JSON as it came, with the fields we know typed.
 * Every method throws ProviderRejected · ProviderUnavailable · OutcomeUnknown · PutOff, as the client tells them apart.
 */
@Injectable()
export class DinteroApi {
  readonly sessions: SessionsApi;
  readonly payments: PaymentsApi;
  readonly transactions: TransactionsApi;
  readonly events: EventsApi;

  constructor(client: DinteroClient) {
    this.sessions = new SessionsApi(client);
    this.payments = new PaymentsApi(client);
    this.transactions = new TransactionsApi(client);
    this.events = new EventsApi(client);
  }
}
