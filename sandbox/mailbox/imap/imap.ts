import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { MAILBOX_LOGIN } from '../../default-accounts.js';
import { bind, type Listening } from '../../http/listening.js';
import type { World } from '../../world.js';
import type { MessageStore } from '../message-store.js';
import { ImapAccount } from './imap-account.js';
import { ImapSession, type Outcome } from './imap-session.js';
import { parseCommand, quoted } from './imap-syntax.js';

const LINE_MAX_BYTES = 64 * 1024;

/** A real IMAP server over what the SMTP server received. Every address is a user; all have the mail server's password. */
export class Imap {
  private readonly accounts = new Map<string, ImapAccount>();
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly world: World,
    private readonly store: MessageStore,
  ) {}

  async listen(host: string, port: number): Promise<Listening> {
    const server: Server = createServer((socket) => {
      this.serve(socket);
    });
    await bind(server, () => server.listen(port, host), port, 'IMAP server');
    return {
      port: (server.address() as AddressInfo).port,
      close: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          for (const socket of this.sockets) socket.destroy();
        }),
    };
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    // Answers come in small pieces, and a client waits for each.
    socket.setNoDelay(true);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    const write = (...parts: readonly (Buffer | string)[]): void => {
      for (const part of parts) socket.write(part);
    };
    const login = (user: string, password: string): ImapAccount | null => this.accountOf(user, password);
    const session = new ImapSession({ faults: this.world.faults, login, write });
    const lines = new LineReader(write, (line) => {
      const command = parseCommand(line);
      if (command) answer(socket, command.tag, session.run(command));
      else socket.write('* BAD this is no command\r\n');
    });
    socket.on('data', (chunk: Buffer) => {
      if (!lines.take(chunk)) socket.destroy();
    });
    socket.write('* OK [CAPABILITY IMAP4rev1 LITERAL+ ID UIDPLUS MOVE] Fakturabro sandbox\r\n');
  }

  private accountOf(user: string, password: string): ImapAccount | null {
    if (password !== MAILBOX_LOGIN.password || !user.includes('@')) return null;
    const address = user.toLowerCase();
    const account = this.accounts.get(address) ?? new ImapAccount(this.store, address);
    this.accounts.set(address, account);
    return account;
  }
}

function answer(socket: Socket, tag: string, outcome: Outcome): void {
  if (outcome.status === 'cut') {
    socket.destroy();
    return;
  }
  socket.write(`${tag} ${outcome.status} ${outcome.text}\r\n`);
  if (outcome.then === 'close') socket.end();
}

/** Puts bytes together to command lines; literals become quoted strings, and are asked for where the client waits for that. */
class LineReader {
  private waiting = Buffer.alloc(0);
  private line = '';
  private literalLeft = 0;

  constructor(
    private readonly write: (text: string) => void,
    private readonly onLine: (line: string) => void,
  ) {}

  /** False when the client sends more than a command can be. */
  take(chunk: Buffer): boolean {
    this.waiting = Buffer.concat([this.waiting, chunk]);
    while (this.step()) if (this.line.length > LINE_MAX_BYTES) return false;
    return this.waiting.length <= LINE_MAX_BYTES;
  }

  private step(): boolean {
    if (this.literalLeft > 0) return this.readLiteral();
    const end = this.waiting.indexOf('\r\n');
    if (end < 0) return false;
    const text = this.waiting.subarray(0, end).toString('utf8');
    this.waiting = this.waiting.subarray(end + 2);
    const literal = /\{(\d+)(\+?)\}$/.exec(text);
    if (!literal) {
      this.onLine(this.line + text);
      this.line = '';
      return true;
    }
    this.line += text.slice(0, literal.index);
    this.literalLeft = Number(literal[1]);
    if (literal[2] === '') this.write('+ go on\r\n');
    return true;
  }

  private readLiteral(): boolean {
    if (this.waiting.length < this.literalLeft) return false;
    this.line += quoted(this.waiting.subarray(0, this.literalLeft).toString('utf8'));
    this.waiting = this.waiting.subarray(this.literalLeft);
    this.literalLeft = 0;
    return true;
  }
}
