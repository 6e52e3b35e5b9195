import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InboxController } from './inbox.controller.js';
import { InboxDrain } from './inbox-drain.js';
import { InboxRow } from './inbox.entity.js';
import { Inbox } from './inbox.js';
import { MessageSubject } from './message-subject.js';
import { ReplayMessage } from './replay-message.js';

/** What arrived from outside, kept before it is handled. */
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([InboxRow])],
  controllers: [InboxController],
  providers: [Inbox, InboxDrain, ReplayMessage, MessageSubject],
  exports: [Inbox, InboxDrain],
})
export class InboxModule {}
