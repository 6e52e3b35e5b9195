import type { Express } from 'express';
import { json, type Answer } from '../../http/answer.js';
import type { FieldError } from '../../http/field-reader.js';
import { accepted, HttpError, refuseIfAny } from '../../http/http-error.js';
import { refuseChannel, resolveChannel } from '../kravia/channels.js';
import type { InvoiceTerms, SessionRecord } from '../records.js';
import { sessionJson } from '../session-json.js';
import type { Sessions } from '../sessions.js';
import { PAY_TOGGLES, readToggles, SESSION_TOGGLES } from '../validation/feature-toggles.js';
import { sumOfLines } from '../validation/order-validation.js';
import { readPay, readSessionPay } from '../validation/pay-validation.js';
import { readSession } from '../validation/session-validation.js';
import { readSystemHeaders } from '../validation/system-headers.js';
import type { Order, Product } from '../wire.js';
import { type Admission, type Call, READ_CHECKOUT, WRITE_CHECKOUT } from './admission.js';
import { readIncludes } from './includes.js';
import { payResult } from './pay-result.js';
import { referenceInBody, referenceOfSession } from './references.js';
import { updateSession } from './session-update.js';

const GET_INCLUDES = ['events.request_headers', 'initiating_system_request_headers'];

export function sessionRoutes(app: Express, admission: Admission, sessions: Sessions): void {
  const payNow = (call: Call): Answer => payInOneStep(sessions, call);
  const create = (call: Call): Answer => createSession(sessions, call, false);
  const createByProfile = (call: Call): Answer => createSession(sessions, call, true);
  const pay = (call: Call): Answer => paySession(sessions, call);
  const update = (call: Call): Answer => updateSession(sessions, sessionOf(call), call);
  const cancel = (call: Call): Answer => cancelSession(sessions, call);

  app.post('/v1/sessions/pay', admission.route('sessions.pay', WRITE_CHECKOUT, payNow, referenceInBody));
  app.post('/v1/sessions', admission.route('sessions.create', WRITE_CHECKOUT, create, referenceInBody));
  app.post(
    '/v1/sessions-profile',
    admission.route('sessions.create', WRITE_CHECKOUT, createByProfile, referenceInBody),
  );
  app.post('/v1/sessions/:id/pay', admission.route('session.pay', WRITE_CHECKOUT, pay, referenceOfSession));
  app.get('/v1/sessions/:id', admission.route('session.get', READ_CHECKOUT, getSession, referenceOfSession));
  // The read scope is what is published for this update.
  app.put('/v1/sessions/:id', admission.route('session.update', READ_CHECKOUT, update, referenceOfSession));
  app.post('/v1/sessions/:id/cancel', admission.route('session.cancel', WRITE_CHECKOUT, cancel, referenceOfSession));
}

function payInOneStep(sessions: Sessions, call: Call): Answer {
  const { incoming, account } = call;
  const errors: FieldError[] = [];
  const read = readPay(incoming.body, account.settings, errors);
  const toggles = readToggles(incoming.headers['dintero-feature-toggles'], PAY_TOGGLES, errors);
  const systemHeaders = readSystemHeaders(incoming.headers, errors);
  const request = accepted(read, errors);

  const reference = request.session.order.merchant_reference;
  const earlier = account.sessionsWith(reference);
  if (toggles.has('strict-merchant-reference') && earlier.length > 0) {
    throw new HttpError(400, `merchant_reference ${reference} is used by another session.`);
  }
  if (toggles.has('strict-success-merchant-reference') && earlier.some((session) => session.authorized)) {
    throw new HttpError(400, `merchant_reference ${reference} is used by a session that was authorised.`);
  }
  const session = sessions.open(account, request.session, systemHeaders);
  return json(payResult(sessions.pay(session, request.terms, request.billingAddress)));
}

function createSession(sessions: Sessions, { incoming, account }: Call, byProfile: boolean): Answer {
  const errors: FieldError[] = [];
  const read = readSession(incoming.body, byProfile, errors);
  const toggles = readToggles(incoming.headers['dintero-feature-toggles'], SESSION_TOGGLES, errors);
  const systemHeaders = readSystemHeaders(incoming.headers, errors);
  const request = accepted(read, errors);
  if (toggles.has('strict-session-amounts')) refuseUnequalSum(request.order, errors);
  refuseIfAny(errors);

  const session = sessions.open(account, request, systemHeaders);
  const whole = incoming.query.get('include_session') === 'true' ? { session: sessionJson(session) } : {};
  return json({ id: session.id, url: `https://checkout.dintero.com/v1/view/${session.id}`, publish: [], ...whole });
}

function refuseUnequalSum(order: Order, errors: FieldError[]): void {
  const sum = sumOfLines(order);
  if (sum === order.amount) return;
  errors.push({ field: 'order.amount', message: `is ${order.amount}, but items and shipping add up to ${sum}` });
}

function paySession(sessions: Sessions, call: Call): Answer {
  const session = sessionOf(call);
  const errors: FieldError[] = [];
  const { product, billingAddress } = accepted(readSessionPay(call.incoming.body, errors), errors);
  return json(payResult(sessions.pay(session, termsOf(session, product), billingAddress)));
}

function termsOf(session: SessionRecord, product: Product): InvoiceTerms {
  const configuration = session.products.get(product);
  if (configuration === undefined) throw new HttpError(400, `${product} is not enabled in this session.`);
  if (configuration.verified) {
    throw new HttpError(
      412,
      'The session asks for BankID: set require_identity_verification to false to pay it from a server.',
    );
  }
  const { settings } = session.account;
  refuseChannel(configuration.channel, product, settings, (message) => {
    throw new HttpError(400, `invoice_channel: ${message}`);
  });
  const channel = resolveChannel(configuration.channel, product, settings);
  return { product, daysUntilDue: configuration.daysUntilDue, channel, interval: configuration.interval };
}

function cancelSession(sessions: Sessions, call: Call): Answer {
  const session = sessionOf(call);
  sessions.cancel(session, call.clientId);
  return json(sessionJson(session));
}

function getSession(call: Call): Answer {
  const session = sessionOf(call);
  const includes = readIncludes(call.incoming.query, GET_INCLUDES);
  return json(sessionJson(session, includes.has('initiating_system_request_headers')));
}

function sessionOf({ incoming, account }: Call): SessionRecord {
  const session = account.sessions.get(incoming.param('id'));
  if (session === undefined) throw new HttpError(404, `There is no session ${incoming.param('id')}.`);
  return session;
}
