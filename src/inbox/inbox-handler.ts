import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { InboxMessage, InboxSource } from './inbox-message.js';

/** Marks the use case that handles the messages of some sources. */
export const HandlesInbox = DiscoveryService.createDecorator<readonly InboxSource[]>();

/** Handles stored messages. Everything it does is in the given transaction, so a crash leaves them unhandled. */
export interface InboxHandler {
  handle(manager: EntityManager, messages: readonly InboxMessage[]): Promise<void>;
}
