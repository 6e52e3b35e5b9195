import type { InboxMessage } from '../../inbox/inbox-message.js';
import type { TransactionNews } from '../../invoicing/report-news.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';

type Ids = Pick<TransactionNews, 'transactionId' | 'reference' | 'sessionId'>;

/** What a message of Dintero is about; what it claims beyond that is not believed. */
export interface MessageContent {
  /** Null when it names no transaction, session or reference. */
  readonly news: TransactionNews | null;
  readonly tellsOfSettlement: boolean;
}

export function contentOf(message: InboxMessage): MessageContent {
  const { merchantId, id: messageId, source } = message;
  const body = readJson(message.body);
  const ids = source === 'dintero-hook' ? idsInHook(body) : idsInCallback(message.target, body);
  const isAboutSomething = Object.values(ids).some((id) => id !== null);
  const event = textField(body, 'event') ?? message.subject;
  return {
    news: isAboutSomething ? { merchantId, messageId, ...ids } : null,
    tellsOfSettlement: source === 'dintero-hook' && event === 'settlement_add',
  };
}

/**
 * The query is signed, the body is not and may be missing: after a failure, or when we are called by GET. A failed payment
 * may name nothing but its session.
 */
function idsInCallback(target: string | null, body: unknown): Ids {
  const query = new URLSearchParams(target?.split('?', 2)[1] ?? '');
  const session = isObject(body) ? textField(body.session, 'id') : null;
  return {
    transactionId: query.get('transaction_id') ?? textField(body, 'id'),
    reference: query.get('merchant_reference') ?? textField(body, 'merchant_reference'),
    sessionId: query.get('sid') ?? query.get('session_id') ?? textField(body, 'session_id') ?? session,
  };
}

/** The documents place the ids at the top, under `authorization` and under `transaction`. */
function idsInHook(body: unknown): Ids {
  const places = isObject(body) ? [body, body.authorization, body.transaction] : [];
  const first = (name: string): string | null =>
    places.map((place) => textField(place, name)).find((value) => value !== null) ?? null;
  const transaction = isObject(body) ? textField(body.transaction, 'id') : null;
  return {
    transactionId: transaction ?? first('transaction_id'),
    reference: first('merchant_reference'),
    sessionId: first('session_id'),
  };
}
