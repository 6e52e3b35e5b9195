import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Balances } from './balances.js';
import { EntryHandovers } from './entry-handovers.js';
import { EntrySubject } from './entry-subject.js';
import { JournalEntryRow, PostingRow } from './journal-entry.entity.js';
import { LedgerController } from './ledger.controller.js';
import { Ledger } from './ledger.js';
import { PostEntry } from './post-entry.js';
import { ReplaceEntries } from './replace-entries.js';
import { UnfinishedHandovers } from './unfinished-handovers.js';

/** The books, and their way into the ERP. */
@Module({
  imports: [TypeOrmModule.forFeature([JournalEntryRow, PostingRow])],
  controllers: [LedgerController],
  providers: [Ledger, Balances, EntryHandovers, PostEntry, ReplaceEntries, UnfinishedHandovers, EntrySubject],
  exports: [Ledger, ReplaceEntries, Balances],
})
export class LedgerModule {}
