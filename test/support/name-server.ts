import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { isIPv4 } from 'node:net';

/** What the server knows: TXT and A or AAAA records, and MX as `10 host`; the type is seen from the text. */
export type Zone = Readonly<Record<string, readonly string[]>>;

const TYPES = { A: 1, MX: 15, TXT: 16, AAAA: 28 } as const;
type RecordType = keyof typeof TYPES;
const NO_SUCH_NAME = 3;
const OUT_OF_ORDER = 2;

/** A name server on UDP with the records of a test and no others. Names below `broken.` get no proper answer. */
export class NameServer {
  private constructor(
    private readonly socket: Socket,
    readonly address: string,
    /** Asks this server and no other. */
    readonly resolver: Resolver,
  ) {}

  static async start(zone: Zone): Promise<NameServer> {
    const socket = createSocket('udp4');
    socket.on('message', (question, { port, address }) => {
      socket.send(answerTo(question, zone), port, address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${socket.address().port}`;
    const resolver = new Resolver({ timeout: 2000, tries: 1 });
    resolver.setServers([address]);
    return new NameServer(socket, address, resolver);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.socket.close(() => {
        resolve();
      });
    });
  }
}

/** The wire format of RFC 1035, 4.1: one question in, its answers out. */
function answerTo(question: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const name = labels.join('.').toLowerCase();
  const known = name.endsWith('broken') ? undefined : zone[name];
  const answers = (known ?? []).filter((record) => TYPES[typeOf(record)] === question.readUInt16BE(at + 1)).map(encode);
  const code = name.endsWith('broken') ? OUT_OF_ORDER : known ? 0 : NO_SUCH_NAME;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 | code, 2);
  for (const [offset, count] of [1, answers.length, 0, 0].entries()) head.writeUInt16BE(count, 4 + offset * 2);
  return Buffer.concat([head, question.subarray(12, at + 5), ...answers]);
}

function typeOf(record: string): RecordType {
  if (isIPv4(record)) return 'A';
  if (/^[0-9a-f:]+$/i.test(record) && record.includes(':')) return 'AAAA';
  return /^\d+ \S*$/.test(record) ? 'MX' : 'TXT';
}

/** One record, its name a pointer to the question, to be kept for a minute. */
function encode(record: string): Buffer {
  const type = typeOf(record);
  const data = { A: four, AAAA: six, MX: mx, TXT: txt }[type](record);
  const head = Buffer.from([0xc0, 12, 0, TYPES[type], 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

const four = (record: string): Buffer => Buffer.from(record.split('.').map(Number));

function six(record: string): Buffer {
  const [left = '', right = ''] = record.split('::');
  const groups = (text: string): string[] => text.split(':').filter(Boolean);
  const gap = Array.from({ length: 8 - groups(left).length - groups(right).length }, () => '0');
  const all = [...groups(left), ...gap, ...groups(right)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function mx(record: string): Buffer {
  const [priority = '0', host = ''] = record.split(' ');
  const labels = host.split('.').filter(Boolean);
  const name = labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([Buffer.from([0, Number(priority)]), ...name, Buffer.from([0])]);
}

function txt(record: string): Buffer {
  const parts = record.match(/.{1,255}/gs) ?? [''];
  return Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part, 'latin1')]));
}
