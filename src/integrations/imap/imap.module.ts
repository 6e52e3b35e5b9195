import { Global, Module } from '@nestjs/common';
import { BounceMailbox } from '../../delivery/bounces/bounce-mailbox.port.js';
import { ImapBounceMailbox } from './imap-bounce-mailbox.js';

@Global()
@Module({ providers: [{ provide: BounceMailbox, useClass: ImapBounceMailbox }], exports: [BounceMailbox] })
export class ImapModule {}
