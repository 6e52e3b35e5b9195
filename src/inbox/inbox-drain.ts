import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { messageOf } from '../domain/errors.js';
import { Exceptions } from '../exceptions/exceptions.js';
import { Environment } from '../platform/config/environment.js';
import { WakeUp } from '../platform/jobs/wake-up.js';
import { HandlesInbox, type InboxHandler } from './inbox-handler.js';
import type { InboxMessage, InboxSource } from './inbox-message.js';
import { Inbox } from './inbox.js';
import { REPLAY_MESSAGE } from './steps.js';

const BATCH = 200;
const POLL_MS = 200;
const AFTER_FAULT_MS = 1000;

/** Hands stored messages to their handlers in batches, in every worker process; each message goes to exactly one. */
@Injectable()
export class InboxDrain implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Inbox');
  private readonly bells: WakeUp[] = [];
  private loops: Promise<void>[] = [];
  private stopping = false;

  constructor(
    private readonly environment: Environment,
    private readonly dataSource: DataSource,
    private readonly inbox: Inbox,
    private readonly exceptions: Exceptions,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.environment.has('worker')) return;
    this.loops = this.handlers().map(({ sources, handler }) => this.keepDraining(sources, handler));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.all(this.loops);
  }

  /** A message was just stored by this process; no need to wait for the next look. */
  wake(): void {
    for (const bell of this.bells) bell.ring();
  }

  private async keepDraining(sources: readonly InboxSource[], handler: InboxHandler): Promise<void> {
    const bell = new WakeUp();
    this.bells.push(bell);
    while (!this.stopping) {
      try {
        const count = await this.drainOnce(sources, handler);
        if (count < BATCH) await bell.wait(POLL_MS);
      } catch (error) {
        this.logger.warn({ msg: 'cannot drain the inbox', sources, reason: messageOf(error) });
        await bell.wait(AFTER_FAULT_MS);
      }
    }
  }

  private async drainOnce(sources: readonly InboxSource[], handler: InboxHandler): Promise<number> {
    let batch: InboxMessage[] = [];
    try {
      await this.dataSource.transaction(async (manager) => {
        batch = await this.inbox.take(manager, sources, BATCH);
        if (batch.length === 0) return;
        await handler.handle(manager, batch);
        await this.inbox.markHandled(
          manager,
          batch.map(({ id }) => id),
        );
      });
    } catch (error) {
      if (batch.length === 0) throw error;
      this.logger.warn({ msg: 'a batch failed, its messages are handled one by one', reason: messageOf(error) });
      for (const message of batch) await this.handleAlone(message, handler);
    }
    return batch.length;
  }

  /** One message that cannot be handled must not hold up the others: it becomes an exception with a replay. */
  private async handleAlone(message: InboxMessage, handler: InboxHandler): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        await handler.handle(manager, [message]);
        await this.inbox.markHandled(manager, [message.id]);
      });
    } catch (error) {
      await this.dataSource.transaction(async (manager) => {
        const { merchantId, id } = message;
        await this.exceptions.raise(manager, {
          merchantId,
          code: 'STEP_GAVE_UP',
          subject: { kind: 'message', id },
          details: { step: `handle a ${message.source} message`, reason: messageOf(error) },
          retry: { step: REPLAY_MESSAGE, merchantId, subject: id },
        });
        await this.inbox.markHandled(manager, [id]);
      });
    }
  }

  private handlers(): { sources: readonly InboxSource[]; handler: InboxHandler }[] {
    return this.discovery.getProviders({ metadataKey: HandlesInbox.KEY }).flatMap((wrapper) => {
      const sources = this.discovery.getMetadataByDecorator(HandlesInbox, wrapper);
      return sources ? [{ sources, handler: wrapper.instance as InboxHandler }] : [];
    });
  }
}
