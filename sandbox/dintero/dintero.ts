import type { Express } from 'express';
import { Front } from '../http/front.js';
import { RequestJournal } from '../http/request-journal.js';
import type { World } from '../world.js';
import type { AccountSettings } from './account-settings.js';
import { Accounts } from './accounts.js';
import { adminRoutes } from './api/admin-routes.js';
import { Admission } from './api/admission.js';
import { authRoutes } from './api/auth-routes.js';
import { brandingRoutes } from './api/branding-routes.js';
import { Captures } from './api/captures.js';
import { errorAnswer } from './api/error-answer.js';
import { eventRoutes } from './api/event-routes.js';
import { hookRoutes } from './api/hook-routes.js';
import { paymentTokenRoutes } from './api/payment-token-routes.js';
import { reportConfigurationRoutes } from './api/report-configuration-routes.js';
import { reportRoutes } from './api/report-routes.js';
import { sellerRoutes } from './api/seller-routes.js';
import { sessionRoutes } from './api/session-routes.js';
import { settlementRoutes } from './api/settlement-routes.js';
import { Tokens } from './api/tokens.js';
import { transactionRoutes } from './api/transaction-routes.js';
import { Voids } from './api/voids.js';
import { Documents } from './documents/documents.js';
import { Storage } from './documents/storage.js';
import { DebtorPayments } from './kravia/debtor-payments.js';
import { EventWriter } from './kravia/event-writer.js';
import { GroupPeriods } from './kravia/group-periods.js';
import { Invoices, type Place } from './kravia/invoices.js';
import { Kravia } from './kravia/kravia.js';
import { Callbacks } from './messages/callbacks.js';
import { Deliveries } from './messages/deliveries.js';
import { Hooks } from './messages/hooks.js';
import { Notifier } from './messages/notifier.js';
import { Sellers } from './sellers.js';
import { Sessions } from './sessions.js';
import { Settlements } from './settlements/settlements.js';

/** The double of Dintero and Kravia: puts its parts together, and gives the controls a handle on them. */
export class Dintero {
  readonly place: Place = { origin: '' };
  readonly journal = new RequestJournal();
  readonly accounts: Accounts;
  readonly deliveries: Deliveries;
  readonly payments: DebtorPayments;
  readonly settlements: Settlements;
  readonly groupPeriods: GroupPeriods;
  readonly sellers: Sellers;
  private readonly tokens: Tokens;
  private readonly callbacks: Callbacks;
  private readonly hooks: Hooks;
  readonly invoices: Invoices;
  private readonly storage: Storage;
  readonly kravia: Kravia;
  readonly sessions: Sessions;

  constructor(
    private readonly world: World,
    accounts: readonly AccountSettings[],
  ) {
    const { clock, random, faults, outgoing } = world;
    this.accounts = new Accounts(accounts, random);
    this.tokens = new Tokens(clock, random);
    this.deliveries = new Deliveries(clock, outgoing);
    this.callbacks = new Callbacks(clock, random, faults, this.deliveries);
    this.hooks = new Hooks(random, this.deliveries);
    this.invoices = new Invoices(clock, random, this.place);
    this.storage = new Storage(clock, random, this.place);
    this.settlements = new Settlements(clock, random, this.hooks);
    const notifier = new Notifier(clock, this.callbacks, this.hooks);
    const events = new EventWriter(clock, random);
    this.payments = new DebtorPayments(clock, events, notifier);
    this.kravia = new Kravia(clock, events, this.invoices, this.payments, notifier);
    this.groupPeriods = new GroupPeriods(clock, this.invoices, this.kravia);
    this.sellers = new Sellers(clock, random);
    this.sessions = new Sessions(clock, random, this.kravia, this.groupPeriods, notifier);
  }

  routes(app: Express): void {
    const { clock, random, faults } = this.world;
    const front = new Front(clock, faults, this.journal, errorAnswer);
    const admission = new Admission(front, this.tokens, this.journal);
    authRoutes(app, front, this.accounts, this.tokens);
    adminRoutes(app, admission, random);
    paymentTokenRoutes(app, admission, random);
    sessionRoutes(app, admission, this.sessions);
    const captures = new Captures(clock, random, this.kravia);
    transactionRoutes(app, admission, captures, new Voids(clock, random, this.kravia));
    eventRoutes(app, admission, this.kravia, this.invoices);
    settlementRoutes(app, admission, clock, this.settlements, this.storage);
    reportConfigurationRoutes(app, admission, clock, random);
    reportRoutes(app, admission, clock, this.storage);
    sellerRoutes(app, admission, this.sellers);
    brandingRoutes(app, front);
    hookRoutes(app, admission, this.hooks, clock, random);
    new Documents(this.invoices, this.storage, admission).routes(app, front);
    this.storage.routes(app, front);
  }

  /** As it was when it started. */
  reset(): void {
    this.accounts.reset();
    this.tokens.reset();
    this.deliveries.reset();
    this.callbacks.reset();
    this.invoices.reset();
    this.storage.reset();
    this.journal.reset();
  }
}
