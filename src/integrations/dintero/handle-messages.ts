import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesInbox, type InboxHandler } from '../../inbox/inbox-handler.js';
import type { InboxMessage } from '../../inbox/inbox-message.js';
import { ReportNews } from '../../invoicing/report-news.js';
import { RequestSettlements } from '../../runs/request-settlements.js';
import { contentOf } from './news-in-message.js';

/** Callbacks and webhooks are reasons to look. A `ping`, or an event we do not know, is kept and leads to nothing. */
@HandlesInbox(['dintero-callback', 'dintero-hook'])
@Injectable()
export class HandleDinteroMessages implements InboxHandler {
  constructor(
    private readonly news: ReportNews,
    private readonly settlements: RequestSettlements,
  ) {}

  async handle(manager: EntityManager, messages: readonly InboxMessage[]): Promise<void> {
    const read = messages.map((message) => ({ ...contentOf(message), merchantId: message.merchantId }));
    const news = read.flatMap((message) => message.news ?? []);
    if (news.length > 0) await this.news.run(manager, news);
    const hints = read.filter(({ tellsOfSettlement }) => tellsOfSettlement);
    // In one order everywhere, because each is locked until the transaction ends.
    const merchants = [...new Set(hints.map(({ merchantId }) => merchantId))].sort();
    for (const merchantId of merchants) await this.settlements.run(manager, merchantId);
  }
}
