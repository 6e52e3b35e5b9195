import type { MessageStore, StoredMessage } from '../message-store.js';

export interface ImapMessage {
  readonly uid: number;
  readonly flags: Set<string>;
  readonly stored: StoredMessage;
}

export interface ImapFolder {
  readonly name: string;
  readonly uidValidity: number;
  uidNext: number;
  messages: ImapMessage[];
}

const FIRST_VALIDITY = 1_700_000_000;

/**
 * One person's mailbox over what the SMTP server received: INBOX holds the messages to this address, also those with a
 * `+tag` behind the name. Folders, flags and moves are kept here; the web page goes on showing everything.
 */
export class ImapAccount {
  private readonly folders = new Map<string, ImapFolder>();
  private lastNumber = 0;
  private epoch = 0;
  private validities = 0;

  constructor(
    private readonly store: MessageStore,
    private readonly address: string,
  ) {}

  /** With what has arrived since the last look; null when there is no such folder. */
  folder(name: string): ImapFolder | null {
    this.refresh();
    return this.folders.get(keyOf(name)) ?? null;
  }

  names(): string[] {
    this.refresh();
    return [...this.folders.keys()];
  }

  /** False when it exists. */
  create(name: string): boolean {
    this.refresh();
    if (this.folders.has(keyOf(name))) return false;
    this.add(keyOf(name));
    return true;
  }

  /** Gives the new UIDs, in the order of the old. */
  copy(messages: readonly ImapMessage[], to: ImapFolder): number[] {
    return messages.map(({ flags, stored }) => put(to, stored, flags));
  }

  remove(messages: readonly ImapMessage[], from: ImapFolder): void {
    from.messages = from.messages.filter((message) => !messages.includes(message));
  }

  /** When the box was emptied, everything is numbered anew, and clients are told by a new UIDVALIDITY. */
  private refresh(): void {
    if (this.folders.size === 0 || this.epoch !== this.store.epoch) {
      this.epoch = this.store.epoch;
      this.folders.clear();
      this.add('INBOX');
    }
    const inbox = this.folders.get('INBOX');
    for (const stored of this.store.since(this.lastNumber)) {
      this.lastNumber = Number(stored.id);
      if (inbox && stored.envelope.to.some((recipient) => isFor(this.address, recipient))) put(inbox, stored, []);
    }
  }

  private add(name: string): void {
    this.validities += 1;
    this.folders.set(name, { name, uidValidity: FIRST_VALIDITY + this.validities, uidNext: 1, messages: [] });
  }
}

function put(folder: ImapFolder, stored: StoredMessage, flags: Iterable<string>): number {
  const uid = folder.uidNext;
  folder.uidNext += 1;
  folder.messages.push({ uid, flags: new Set(flags), stored });
  return uid;
}

/** INBOX is the one name whose case does not matter (RFC 3501, 5.1). */
function keyOf(name: string): string {
  return name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
}

function isFor(address: string, recipient: string): boolean {
  return recipient.toLowerCase().replace(/\+[^@]*@/, '@') === address.toLowerCase();
}
