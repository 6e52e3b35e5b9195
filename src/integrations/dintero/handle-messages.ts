import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesInbox, type InboxHandler } from '../../inbox/inbox-handler.js';
import type { InboxMessage } from '../../inbox/inbox-message.js';
import { ReportNews, type TransactionNews } from '../../invoicing/report-news.js';
import { isObject, readJson, textField } from '../../platform/net/read-json.js';

/** Reads which transaction a callback or webhook is about; what it claims beyond that is not believed. */
@HandlesInbox(['dintero-callback', 'dintero-hook'])
@Injectable()
export class HandleDinteroMessages implements InboxHandler {
  constructor(private readonly news: ReportNews) {}

  async handle(manager: EntityManager, messages: readonly InboxMessage[]): Promise<void> {
    const news = messages
      .map(toNews)
      .filter((each) => each.transactionId !== null || each.reference !== null || each.sessionId !== null);
    if (news.length > 0) await this.news.run(manager, news);
  }
}

function toNews(message: InboxMessage): TransactionNews {
  const { merchantId, id: messageId } = message;
  const body = readJson(message.body);
  if (message.source === 'dintero-hook') return { merchantId, messageId, ...idsInHook(body) };
  const query = new URLSearchParams(message.target?.split('?', 2)[1] ?? '');
  return {
    merchantId,
    messageId,
    transactionId: query.get('transaction_id') ?? textField(body, 'id'),
    reference: query.get('merchant_reference') ?? textField(body, 'merchant_reference'),
    sessionId: query.get('sid') ?? query.get('session_id') ?? textField(body, 'session_id'),
  };
}

/** The documents place the ids at the top, under `authorization` and under `transaction`. */
function idsInHook(body: unknown): Pick<TransactionNews, 'transactionId' | 'reference' | 'sessionId'> {
  const places = isObject(body) ? [body, body.authorization, body.transaction] : [];
  const first = (names: readonly string[]): string | null =>
    places.flatMap((place) => names.map((name) => textField(place, name))).find((value) => value !== null) ?? null;
  const transaction = isObject(body) ? textField(body.transaction, 'id') : null;
  return {
    transactionId: transaction ?? first(['transaction_id']),
    reference: first(['merchant_reference']),
    sessionId: first(['session_id']),
  };
}
