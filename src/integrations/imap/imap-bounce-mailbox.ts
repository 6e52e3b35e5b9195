import { Injectable } from '@nestjs/common';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import {
  BounceMailbox,
  type MailboxMessage,
  type MailboxPosition,
  type MailboxReading,
  MESSAGE_MAX_BYTES,
} from '../../delivery/bounces/bounce-mailbox.port.js';
import { ProviderUnavailable } from '../../domain/errors.js';
import type { BounceMailboxSettings } from '../../domain/merchant.js';
import { imapFailure } from './imap-failure.js';

/** Messages in one part: few enough to be read long before another process may take over. */
const PART_SIZE = 25;
/** Answers can be larger than a message only by their framing. */
const RESPONSE_MAX_BYTES = 2 * MESSAGE_MAX_BYTES;
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;

type Take = (message: MailboxMessage) => Promise<boolean>;

/** A mailbox by IMAP: connected for one part and closed again, so that no idle connection can go stale. */
@Injectable()
export class ImapBounceMailbox extends BounceMailbox {
  async read(settings: BounceMailboxSettings, since: MailboxPosition | null, take: Take): Promise<MailboxReading> {
    const client = new ImapFlow(optionsOf(settings));
    // Also told to the command under way; without a listener it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const reading = await readPart(client, settings, since, take);
      await client.logout();
      return reading;
    } catch (error) {
      throw imapFailure(error);
    } finally {
      client.close();
    }
  }
}

function optionsOf({ host, port, tls, user, password }: BounceMailboxSettings): ImapFlowOptions {
  return {
    host,
    port,
    secure: tls === 'implicit',
    // true: fails when the server cannot; false: never asks. The library's own choice in between would fall back to clear text.
    ...(tls === 'implicit' ? {} : { doSTARTTLS: tls === 'starttls' }),
    auth: { user: user.reveal(), pass: password.reveal() },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    maxLineLength: MESSAGE_MAX_BYTES,
    maxLiteralSize: RESPONSE_MAX_BYTES,
    maxResponseSize: RESPONSE_MAX_BYTES + MESSAGE_MAX_BYTES,
  };
}

async function readPart(
  client: ImapFlow,
  { folder, moveTo }: BounceMailboxSettings,
  since: MailboxPosition | null,
  take: Take,
): Promise<MailboxReading> {
  const opened = await client.mailboxOpen(folder);
  // New numbers mean nothing in the old ones; what was taken before is recognised by its bytes.
  const lastUid = since?.uidValidity === opened.uidValidity ? since.lastUid : 0;
  const newer = await uidsAfter(client, lastUid);
  const part = newer.slice(0, PART_SIZE);
  const taken: number[] = [];
  for (const uid of part) {
    const raw = await sourceOf(client, uid);
    if (raw && (await take({ uid, raw }))) taken.push(uid);
  }
  if (taken.length > 0) await putAway(client, taken, moveTo);
  const position = { uidValidity: opened.uidValidity, lastUid: part.at(-1) ?? lastUid };
  return { position, looked: part.length, taken: taken.length, isMore: newer.length > part.length };
}

/** `n:*` always names the last message, also when its number is smaller than `n`. */
async function uidsAfter(client: ImapFlow, lastUid: number): Promise<number[]> {
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
  if (!Array.isArray(found)) throw new ProviderUnavailable('MAILBOX_UNREACHABLE', 'The mailbox could not be searched.');
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

/** Null for a message that went away meanwhile. */
async function sourceOf(client: ImapFlow, uid: number): Promise<Buffer | null> {
  const message = await client.fetchOne(uid, { source: { maxLength: MESSAGE_MAX_BYTES } }, { uid: true });
  return message === false || message === undefined ? null : (message.source ?? null);
}

async function putAway(client: ImapFlow, uids: readonly number[], moveTo: string | null): Promise<void> {
  const range = uids.join(',');
  await client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
  if (moveTo === null) return;
  const moved = await client.messageMove(range, moveTo, { uid: true });
  if (moved) return;
  // A folder that is not there yet is made; a server that refuses says why.
  await client.mailboxCreate(moveTo);
  if (!(await client.messageMove(range, moveTo, { uid: true }))) {
    throw new ProviderUnavailable('MAILBOX_UNREACHABLE', `Read bounces could not be moved to ${moveTo}.`);
  }
}
