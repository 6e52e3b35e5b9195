import type { Merchant } from '../../../domain/merchant.js';
import type {
  DinteroSession,
  NewPaymentTokenSession,
  NewProfileSession,
  NewSession,
  SessionCreated,
  SessionUpdate,
} from '../types/session.js';
import type { CallDetails, DinteroCaller, Operation } from './operation.js';
import { withId } from './read-answer.js';
import { READ_CHECKOUT, WRITE_CHECKOUT } from './scopes.js';

const STRICT_AMOUNTS = 'strict-session-amounts';

export const SESSION_OPERATIONS = {
  create: {
    name: 'sessions.create',
    does: 'create a session with its whole configuration',
    method: 'POST',
    base: 'checkout',
    path: '/sessions',
    scopes: WRITE_CHECKOUT,
    query: ['include_session'],
    featureToggles: [STRICT_AMOUNTS],
    body: 'required',
    changes: 'creates a session that can be paid',
  },
  createFromProfile: {
    name: 'sessions.create-from-profile',
    does: 'create a session from a stored profile',
    method: 'POST',
    base: 'checkout',
    path: '/sessions-profile',
    scopes: WRITE_CHECKOUT,
    query: ['include_session'],
    featureToggles: [STRICT_AMOUNTS],
    body: 'required',
    changes: 'creates a session that can be paid',
  },
  createPaymentToken: {
    name: 'sessions.payment-token',
    does: 'create a session that gives a payment token and charges nothing',
    method: 'POST',
    base: 'checkout',
    path: '/sessions/payment-token',
    scopes: WRITE_CHECKOUT,
    query: ['include_session'],
    body: 'required',
    changes: 'creates a session that can give a payment token',
  },
  get: {
    name: 'sessions.get',
    does: 'a session with its events and its transaction id',
    method: 'GET',
    base: 'checkout',
    path: '/sessions/{session_id}',
    scopes: READ_CHECKOUT,
    query: ['includes'],
  },
  update: {
    name: 'sessions.update',
    does: 'change the order of a session',
    method: 'PUT',
    base: 'checkout',
    path: '/sessions/{session_id}',
    // The reading scope is what is published for this update.
    scopes: READ_CHECKOUT,
    query: ['update_without_lock', 'force_shipping_address_callback'],
    featureToggles: [STRICT_AMOUNTS],
    body: 'required',
    changes: 'changes what the session asks the debtor to pay',
  },
  cancel: {
    name: 'sessions.cancel',
    does: 'cancel a session, and void its transaction if that is initialised or authorised',
    method: 'POST',
    base: 'checkout',
    path: '/sessions/{session_id}/cancel',
    scopes: WRITE_CHECKOUT,
    changes: 'cancels the session and voids its transaction',
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type SessionInclude = 'events.request_headers' | 'initiating_system_request_headers';

interface CreateOptions {
  /** The answer holds the whole session. */
  readonly includeSession?: boolean;
  /** Dintero refuses an amount that differs from the sum of the lines. */
  readonly strictAmounts?: boolean;
}

interface UpdateOptions {
  /** For a session nobody has opened yet; otherwise it must have been locked first. */
  readonly withoutLock?: boolean;
  readonly forceShippingAddressCallback?: boolean;
  readonly strictAmounts?: boolean;
}

/** Sessions: an order that waits to be paid. */
export class SessionsApi {
  constructor(private readonly dintero: DinteroCaller) {}

  create(merchant: Merchant, session: NewSession, options: CreateOptions = {}): Promise<SessionCreated> {
    return this.created(merchant, SESSION_OPERATIONS.create, session, options);
  }

  createFromProfile(
    merchant: Merchant,
    session: NewProfileSession,
    options: CreateOptions = {},
  ): Promise<SessionCreated> {
    return this.created(merchant, SESSION_OPERATIONS.createFromProfile, session, options);
  }

  createPaymentToken(
    merchant: Merchant,
    session: NewPaymentTokenSession,
    options: Pick<CreateOptions, 'includeSession'> = {},
  ): Promise<SessionCreated> {
    return this.created(merchant, SESSION_OPERATIONS.createPaymentToken, session, options);
  }

  get(merchant: Merchant, sessionId: string, includes: readonly SessionInclude[] = []): Promise<DinteroSession> {
    return this.session(merchant, SESSION_OPERATIONS.get, sessionId, { query: { includes } });
  }

  update(
    merchant: Merchant,
    sessionId: string,
    change: SessionUpdate,
    options: UpdateOptions = {},
  ): Promise<DinteroSession> {
    const query = {
      update_without_lock: options.withoutLock,
      force_shipping_address_callback: options.forceShippingAddressCallback,
    };
    return this.session(merchant, SESSION_OPERATIONS.update, sessionId, {
      query,
      body: change,
      ...strict(options.strictAmounts),
    });
  }

  /** @throws ProviderRejected when its transaction is beyond authorised, or the session is cancelled already */
  cancel(merchant: Merchant, sessionId: string): Promise<DinteroSession> {
    return this.session(merchant, SESSION_OPERATIONS.cancel, sessionId);
  }

  private async created(
    merchant: Merchant,
    operation: Operation,
    body: unknown,
    options: CreateOptions,
  ): Promise<SessionCreated> {
    const query = { include_session: options.includeSession };
    const details = { query, body, ...strict(options.strictAmounts) };
    return withId(await this.dintero.call(merchant, operation, details), 'a created session');
  }

  private async session(
    merchant: Merchant,
    operation: Operation,
    sessionId: string,
    details: CallDetails = {},
  ): Promise<DinteroSession> {
    const call = { ...details, params: { session_id: sessionId } };
    return withId(await this.dintero.call(merchant, operation, call), 'a session');
  }
}

function strict(isStrict: boolean | undefined): Pick<CallDetails, 'featureToggles'> {
  return isStrict === true ? { featureToggles: STRICT_AMOUNTS } : {};
}
