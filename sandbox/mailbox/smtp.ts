import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { MAILBOX_LOGIN } from '../default-accounts.js';
import { BOUNCE_FAULTS, type Fault } from '../faults.js';
import { bind, type Listening } from '../http/listening.js';
import type { World } from '../world.js';
import { bounceFor, type BounceStyle } from './bounce.js';
import type { Envelope, MessageStore } from './message-store.js';

const MESSAGE_MAX_BYTES = 50 * 1024 * 1024;

type Done = (error?: Error | null) => void;

/** A real SMTP server that accepts mail to anyone and keeps it, unless a fault says otherwise. */
export class Smtp {
  /** By the client's port, which is how a session names its connection. */
  private readonly sockets = new Map<number, Socket>();

  constructor(
    private readonly world: World,
    private readonly store: MessageStore,
  ) {}

  async listen(host: string, port: number): Promise<Listening> {
    const server = this.server();
    // It repeats what `bind` sees, and tells of clients that went away in the middle of a dialogue.
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      const { remotePort = 0 } = socket;
      this.sockets.set(remotePort, socket);
      socket.on('close', () => this.sockets.delete(remotePort));
    });
    await bind(server.server, () => server.server.listen(port, host), port, 'SMTP server');
    return {
      port: (server.server.address() as AddressInfo).port,
      close: () =>
        new Promise((resolve) => {
          for (const socket of this.sockets.values()) socket.destroy();
          server.close(() => {
            resolve();
          });
        }),
    };
  }

  private server(): SMTPServer {
    return new SMTPServer({
      name: 'sandbox.example',
      banner: 'Fakturabro sandbox',
      size: MESSAGE_MAX_BYTES,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      authOptional: true,
      allowInsecureAuth: true,
      logger: false,
      onAuth: ({ username, password }, _session, done) => {
        const right = username === MAILBOX_LOGIN.user && password === MAILBOX_LOGIN.password;
        if (right) done(null, { user: MAILBOX_LOGIN.user });
        else done(refusal(535, '5.7.8 wrong user or password'));
      },
      onRcptTo: ({ address }, _session, done) => {
        const fault = this.world.faults.take('smtp.rcpt', { recipients: [address] });
        done(fault === null ? null : refusalFor(fault));
      },
      onData: (stream, session, done) => {
        this.receive(stream, session, done).catch((error: unknown) => {
          done(refusal(451, `4.3.0 the sandbox failed: ${String(error)}`));
        });
      },
    });
  }

  private async receive(stream: Readable, session: SMTPServerSession, done: Done): Promise<void> {
    const raw = await bytesOf(stream);
    const envelope = envelopeOf(session);
    const fault = this.world.faults.take('smtp.data', { recipients: envelope.to });
    if (fault?.fault === 'reject' || fault?.fault === 'greylist') {
      done(refusalFor(fault));
      return;
    }

    await this.store.add(envelope, raw, this.world.clock.nowIso());
    if (fault?.fault === 'lost-answer') {
      this.sockets.get(session.remotePort)?.destroy();
      return;
    }
    const style = BOUNCE_FAULTS.find((name) => name === fault?.fault);
    if (style) await this.bounce(style, envelope, raw);
    done();
  }

  /** A message without a sender is a bounce itself, and is never answered by another. */
  private async bounce(style: BounceStyle, envelope: Envelope, raw: Buffer): Promise<void> {
    if (envelope.from === '') return;
    const { clock, random } = this.world;
    const notice = bounceFor(style, envelope, raw, random.hex(12), new Date(clock.nowMs()));
    await this.store.add({ from: '', to: [envelope.from] }, notice, clock.nowIso());
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function envelopeOf({ envelope }: SMTPServerSession): Envelope {
  const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  return { from, to: envelope.rcptTo.map(({ address }) => address) };
}

function refusalFor(fault: Fault): Error {
  return fault.fault === 'greylist'
    ? refusal(451, '4.7.1 greylisted, try again later')
    : refusal(550, '5.1.1 no such mailbox');
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
