import { type ParsedMail, simpleParser } from 'mailparser';

export interface Envelope {
  /** Empty for a bounce. */
  readonly from: string;
  readonly to: readonly string[];
}

export interface StoredMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly envelope: Envelope;
  readonly raw: Buffer;
  readonly mail: ParsedMail;
}

const MESSAGES_KEPT = 10_000;

/** Everything that was sent, to whomever: one box for all. */
export class MessageStore {
  private messages: StoredMessage[] = [];
  private received = 0;
  private clearings = 0;

  async add(envelope: Envelope, raw: Buffer, receivedAt: string): Promise<void> {
    const mail = await simpleParser(raw);
    this.received += 1;
    this.messages.push({ id: String(this.received), receivedAt, envelope, raw, mail });
    if (this.messages.length > MESSAGES_KEPT) this.messages = this.messages.slice(-MESSAGES_KEPT);
  }

  /** Newest first; those to `recipient` when it is given. */
  list(recipient: string | null): StoredMessage[] {
    const wanted = recipient?.toLowerCase();
    return this.messages
      .filter(({ envelope }) => wanted === undefined || envelope.to.some((address) => address.toLowerCase() === wanted))
      .reverse();
  }

  get(id: string): StoredMessage | null {
    return this.messages.find((message) => message.id === id) ?? null;
  }

  /** What has come since the message with this number, oldest first. */
  since(number: number): StoredMessage[] {
    return this.messages.filter(({ id }) => Number(id) > number);
  }

  /** How often the box was emptied: what was numbered before is numbered no more. */
  get epoch(): number {
    return this.clearings;
  }

  clear(): void {
    this.messages = [];
    this.clearings += 1;
  }
}
