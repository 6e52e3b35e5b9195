import type { FaultBook } from '../../faults.js';
import type { ImapAccount, ImapFolder, ImapMessage } from './imap-account.js';
import { fetchItems } from './imap-fetch.js';
import { type ImapCommand, listOf, quoted, sequenceSet } from './imap-syntax.js';

const CAPABILITIES = 'IMAP4rev1 LITERAL+ ID UIDPLUS MOVE';

/** What a command came to. `cut` ends the connection without the answer. */
export type Outcome =
  { readonly status: 'OK' | 'NO' | 'BAD'; readonly text: string; readonly then?: 'close' } | { readonly status: 'cut' };

type Write = (...parts: readonly (Buffer | string)[]) => void;

interface Surroundings {
  readonly faults: FaultBook;
  /** Null for a wrong user or password. */
  readonly login: (user: string, password: string) => ImapAccount | null;
  readonly write: Write;
}

const BAD_ARGUMENTS: Outcome = { status: 'BAD', text: 'wrong arguments' };

/**
 * One client's dialogue by RFC 3501, with UIDPLUS and MOVE: what a reader of a mailbox needs, by UID only. Everything else is
 * answered BAD, and so is a command in a state that does not allow it.
 */
export class ImapSession {
  private account: ImapAccount | null = null;
  private selected: ImapFolder | null = null;

  constructor(private readonly world: Surroundings) {}

  run(command: ImapCommand): Outcome {
    const anyTime = this.anyTime(command);
    if (anyTime) return anyTime;
    if (!this.account) return { status: 'BAD', text: 'log in first' };
    const loggedIn = this.loggedIn(command, this.account);
    if (loggedIn) return loggedIn;
    if (!this.selected) return { status: 'BAD', text: 'unknown command, or no folder is selected' };
    return this.inFolder(command, this.account, this.selected);
  }

  private anyTime({ name, args }: ImapCommand): Outcome | null {
    switch (name) {
      case 'CAPABILITY':
        this.world.write(`* CAPABILITY ${CAPABILITIES}\r\n`);
        return { status: 'OK', text: 'that is all' };
      case 'NOOP':
        return { status: 'OK', text: 'done' };
      case 'ID':
        this.world.write('* ID ("name" "sandbox")\r\n');
        return { status: 'OK', text: 'done' };
      case 'LOGOUT':
        this.world.write('* BYE until next time\r\n');
        return { status: 'OK', text: 'bye', then: 'close' };
      case 'LOGIN':
        return this.logIn(args);
      default:
        return null;
    }
  }

  private logIn([user, password]: readonly string[]): Outcome {
    if (this.account || user === undefined || password === undefined) return BAD_ARGUMENTS;
    const fault = this.world.faults.take('imap.login', { recipients: [user] });
    if (fault?.fault === 'lost-answer') return { status: 'cut' };
    this.account = fault ? null : this.world.login(user, password);
    return this.account
      ? { status: 'OK', text: 'logged in' }
      : { status: 'NO', text: '[AUTHENTICATIONFAILED] wrong user or password' };
  }

  private loggedIn({ name, args }: ImapCommand, account: ImapAccount): Outcome | null {
    switch (name) {
      case 'LIST':
      case 'LSUB':
        return this.list(name, args, account);
      case 'SELECT':
      case 'EXAMINE':
        return this.select(args[0], account);
      case 'CREATE':
        if (args[0] === undefined) return BAD_ARGUMENTS;
        return account.create(args[0])
          ? { status: 'OK', text: 'made' }
          : { status: 'NO', text: '[ALREADYEXISTS] it exists' };
      case 'SUBSCRIBE':
        return { status: 'OK', text: 'done' };
      default:
        return null;
    }
  }

  private list(name: string, [, pattern = '']: readonly string[], account: ImapAccount): Outcome {
    const isMatch = (folder: string): boolean => pattern === '*' || pattern === '%' || pattern === folder;
    if (pattern === '') this.world.write(`* ${name} (\\Noselect) "/" ""\r\n`);
    for (const folder of account.names().filter(isMatch)) {
      this.world.write(`* ${name} (\\HasNoChildren) "/" ${quoted(folder)}\r\n`);
    }
    return { status: 'OK', text: 'that is all' };
  }

  private select(name: string | undefined, account: ImapAccount): Outcome {
    if (name === undefined) return BAD_ARGUMENTS;
    this.selected = account.folder(name);
    if (!this.selected) return { status: 'NO', text: '[NONEXISTENT] there is no such folder' };
    const { messages, uidValidity, uidNext } = this.selected;
    this.world.write(
      '* FLAGS (\\Seen \\Deleted \\Flagged \\Answered \\Draft)\r\n',
      '* OK [PERMANENTFLAGS (\\Seen \\Deleted \\Flagged)] these are kept\r\n',
      `* ${messages.length} EXISTS\r\n* 0 RECENT\r\n`,
      `* OK [UIDVALIDITY ${uidValidity}] numbers are valid\r\n* OK [UIDNEXT ${uidNext}] the next one\r\n`,
    );
    return { status: 'OK', text: '[READ-WRITE] selected' };
  }

  private inFolder({ name, args }: ImapCommand, account: ImapAccount, folder: ImapFolder): Outcome {
    switch (name) {
      case 'UID SEARCH':
        return this.search(args, folder);
      case 'UID FETCH':
        return this.fetch(args, folder);
      case 'UID STORE':
        return this.store(args, folder);
      case 'UID COPY':
      case 'UID MOVE':
        return this.transfer(name === 'UID MOVE', args, account, folder);
      case 'UID EXPUNGE':
      case 'EXPUNGE':
        return this.expunge(args[0], account, folder);
      default:
        return { status: 'BAD', text: `${name} is not known here` };
    }
  }

  private search(args: readonly string[], folder: ImapFolder): Outcome {
    const [key, set] = args;
    const isMatch = key?.toUpperCase() === 'UID' && args.length === 2 ? sequenceSet(set, largestOf(folder)) : null;
    if (!isMatch) return { status: 'BAD', text: 'only UID <set> can be searched for' };
    const uids = folder.messages.filter(({ uid }) => isMatch(uid)).map(({ uid }) => ` ${uid}`);
    this.world.write(`* SEARCH${uids.join('')}\r\n`);
    return { status: 'OK', text: 'that is all' };
  }

  private fetch([set, items]: readonly string[], folder: ImapFolder): Outcome {
    const found = messagesIn(folder, set);
    if (!found) return BAD_ARGUMENTS;
    for (const message of found) {
      const parts = fetchItems(items, message);
      if (!parts) return { status: 'BAD', text: `${items ?? 'nothing'} cannot be fetched here` };
      this.world.write(`* ${folder.messages.indexOf(message) + 1} FETCH (`, ...parts, ')\r\n');
    }
    return { status: 'OK', text: 'that is all' };
  }

  private store([set, action = '', flags]: readonly string[], folder: ImapFolder): Outcome {
    const found = messagesIn(folder, set);
    const match = /^([+-])FLAGS(\.SILENT)?$/i.exec(action);
    if (!found || !match) return BAD_ARGUMENTS;
    // Before anything is done: a client that was cut off finds the message as it was.
    if (this.world.faults.take('imap.store', {})) return { status: 'cut' };
    for (const message of found) {
      for (const flag of listOf(flags)) {
        if (match[1] === '+') message.flags.add(flag);
        else message.flags.delete(flag);
      }
      const number = folder.messages.indexOf(message) + 1;
      this.world.write(`* ${number} FETCH (UID ${message.uid} FLAGS (${[...message.flags].join(' ')}))\r\n`);
    }
    return { status: 'OK', text: 'done' };
  }

  private transfer(moves: boolean, [set, name]: readonly string[], account: ImapAccount, folder: ImapFolder): Outcome {
    const found = messagesIn(folder, set);
    if (!found || name === undefined) return BAD_ARGUMENTS;
    const target = account.folder(name);
    if (!target) return { status: 'NO', text: '[TRYCREATE] there is no such folder' };
    const uids = account.copy(found, target);
    const code = `[COPYUID ${target.uidValidity} ${found.map(({ uid }) => uid).join(',')} ${uids.join(',')}]`;
    if (!moves) return { status: 'OK', text: `${code} copied` };
    if (found.length > 0) this.world.write(`* OK ${code} copied\r\n`);
    this.drop(found, account, folder);
    return { status: 'OK', text: 'moved' };
  }

  private expunge(set: string | undefined, account: ImapAccount, folder: ImapFolder): Outcome {
    const asked = set === undefined ? folder.messages : messagesIn(folder, set);
    if (!asked) return BAD_ARGUMENTS;
    this.drop(
      asked.filter(({ flags }) => flags.has('\\Deleted')),
      account,
      folder,
    );
    return { status: 'OK', text: 'done' };
  }

  /** Told one by one, because each moves the numbers of those behind it. */
  private drop(messages: readonly ImapMessage[], account: ImapAccount, folder: ImapFolder): void {
    for (const message of messages) {
      this.world.write(`* ${folder.messages.indexOf(message) + 1} EXPUNGE\r\n`);
      account.remove([message], folder);
    }
  }
}

function messagesIn(folder: ImapFolder, set: string | undefined): ImapMessage[] | null {
  const isMatch = sequenceSet(set, largestOf(folder));
  return isMatch && folder.messages.filter(({ uid }) => isMatch(uid));
}

function largestOf({ messages }: ImapFolder): number {
  return messages.at(-1)?.uid ?? 0;
}
