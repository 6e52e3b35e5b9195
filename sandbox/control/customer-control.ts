import type { Express } from 'express';
import type { Dintero } from '../dintero/dintero.js';
import { resolveChannel } from '../dintero/kravia/channels.js';
import type { InvoiceTerms, SessionRecord } from '../dintero/records.js';
import { sessionJson } from '../dintero/session-json.js';
import { readBillingAddress } from '../dintero/validation/address-validation.js';
import type { Address, Product } from '../dintero/wire.js';
import { type Answer, json } from '../http/answer.js';
import { type FieldError, FieldReader } from '../http/field-reader.js';
import { HttpError, refuseIfAny } from '../http/http-error.js';
import type { Incoming } from '../http/incoming.js';
import { plainRoute } from '../http/plain-route.js';

const ACTIONS = ['visit', 'pay', 'decline', 'fail', 'cancel'] as const;

/** The person in front of the checkout page. */
export function customerControl(app: Express, dintero: Dintero): void {
  app.post(
    '/_sandbox/sessions/:id/customer',
    plainRoute((incoming) => act(dintero, incoming)),
  );
}

function act(dintero: Dintero, incoming: Incoming): Answer {
  const session = sessionOf(dintero, incoming);
  const errors: FieldError[] = [];
  const reader = FieldReader.ofBody(incoming.body, errors);
  reader.refuseUnknown(['does', 'product', 'billingAddress', 'identified']);
  const does = reader.choice('does', ACTIONS, { required: true });
  const product = productOf(session, reader);
  const given = reader.object('billingAddress');
  const address = given === null ? usualAddress(session, product) : readBillingAddress(given, product);
  const identified = reader.flag('identified') ?? true;
  refuseIfAny(errors);
  // Without an address to come back to there is no page to be at.
  if (session.url.return_url === undefined)
    throw new HttpError(409, 'The session has no return_url: its page cannot be opened.');

  dintero.sessions.visit(session);
  if (does === 'cancel') dintero.sessions.leave(session);
  else if (does === 'fail') dintero.sessions.failAttempt(session);
  else if ((does === 'pay' || does === 'decline') && product !== null && address !== null) {
    const terms = termsOf(session, product, identified);
    dintero.sessions.pay(session, terms, address, does === 'decline' ? 'declined' : null);
  }
  return json({ session: sessionJson(session), transaction: session.transaction?.wire ?? null });
}

/** The one product of the session, unless the customer is said to choose. */
function productOf({ products }: SessionRecord, reader: FieldReader): Product | null {
  const enabled = [...products.keys()];
  const chosen = reader.has('product') ? reader.choice('product', enabled) : (enabled[0] ?? null);
  if (chosen === null) reader.fail('product', 'the session has no such product');
  return chosen;
}

function termsOf({ products, account }: SessionRecord, product: Product, identified: boolean): InvoiceTerms {
  const configuration = products.get(product);
  if (configuration === undefined) throw new HttpError(409, `${product} is not offered in this session.`);
  const { daysUntilDue, interval, verified } = configuration;
  const channel = resolveChannel(configuration.channel, product, account.settings);
  if (verified && !identified)
    throw new HttpError(409, 'The page asks for BankID, and the customer has not identified.');
  return { product, daysUntilDue, channel, interval };
}

/** What a customer types who was not told what to type. */
function usualAddress({ customer, account }: SessionRecord, product: Product | null): Address {
  const company = { business_name: 'Fjordtest AS', organization_number: '923609016' };
  return {
    first_name: 'Kari',
    last_name: 'Prøve',
    ...(product === 'kravia.invoice_b2c' ? {} : company),
    email: customer?.email ?? 'kari@fjordtest.example',
    phone_number: customer?.phone_number ?? '+4790000001',
    address_line: 'Prøveveien 1',
    postal_code: '0150',
    postal_place: 'Oslo',
    country: account.settings.country,
  };
}

function sessionOf(dintero: Dintero, { param }: Incoming): SessionRecord {
  const id = param('id');
  const session = dintero.accounts
    .all()
    .map(({ sessions }) => sessions.get(id))
    .find((found) => found !== undefined);
  if (session === undefined) throw new HttpError(404, `There is no session ${id}.`);
  return session;
}
