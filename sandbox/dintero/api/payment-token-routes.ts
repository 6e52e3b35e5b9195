import type { Express } from 'express';
import { type Answer, json } from '../../http/answer.js';
import { type FieldError, FieldReader } from '../../http/field-reader.js';
import { refuseIfAny } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import { readSystemHeaders } from '../validation/system-headers.js';
import { type Admission, type Call, WRITE_CHECKOUT } from './admission.js';

/** Tokens are for cards. The sandbox has no page to type a card into, so the session is made and never paid. */
const TOKEN_PRODUCTS = ['payex.creditcard', 'bambora.creditcard', 'dintero_psp.creditcard'];
const TOKEN_TYPES = ['payment_token', 'recurrence_token'];

export function paymentTokenRoutes(app: Express, admission: Admission, random: Random): void {
  const create = ({ account, incoming }: Call): Answer => {
    const errors: FieldError[] = [];
    readRequest(FieldReader.ofBody(incoming.body, errors));
    readSystemHeaders(incoming.headers, errors);
    refuseIfAny(errors);
    const id = `${account.id}.${random.id()}`;
    return json({ id, url: `https://checkout.dintero.com/v1/view/${id}`, publish: [] });
  };
  app.post('/v1/sessions/payment-token', admission.route('session.payment-token', WRITE_CHECKOUT, create));
}

function readRequest(reader: FieldReader): void {
  reader.refuseUnknown(['session', 'token_provider']);
  const session = reader.object('session', { required: true });
  session?.refuseUnknown(['url', 'order', 'customer', 'expires_at', 'configuration', 'metadata']);
  session?.object('url', { required: true })?.text('return_url', { required: true });
  const order = session?.object('order');
  order?.text('currency', { required: true });
  order?.text('merchant_reference', { required: true });
  const provider = reader.object('token_provider', { required: true });
  provider?.refuseUnknown(['payment_product_type', 'token_types']);
  provider?.choice('payment_product_type', TOKEN_PRODUCTS, { required: true });
  const types = provider?.texts('token_types', { required: true, itemsMin: 1 }) ?? [];
  for (const type of types.filter((each) => !TOKEN_TYPES.includes(each))) {
    provider?.fail('token_types', `must be of ${TOKEN_TYPES.join(', ')}, not ${type}`);
  }
}
