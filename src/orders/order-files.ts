import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';

/** One order of a file, with the first line it stands on, as the JSON an ERP would have sent. */
export interface FiledOrder {
  readonly line: number;
  readonly body: Buffer;
}

const NUMBERS = new Set(['revision', 'totalAmount', 'vatAmount', 'amount', 'daysUntilDue']);

const HEADER_BYTES_MAX = 8192;

/** JSON lines: one order a line. Streams, so a file may be larger than memory. */
export async function* readJsonLines(path: string): AsyncGenerator<FiledOrder> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    // White space here includes the byte order mark some tools begin a file with.
    const order = text.trim();
    if (order !== '') yield { line, body: Buffer.from(order) };
  }
}

/**
 * CSV: one row an order line; rows of one order stand together. Columns are paths such as `orderId`, `debtor.name`,
 * `debtor.address.city`, `line.amount`; what belongs to the order is taken from its first row.
 */
export async function* readCsv(path: string): AsyncGenerator<FiledOrder> {
  const rows = createReadStream(path).pipe(
    parse({
      bom: true,
      columns: true,
      delimiter: await delimiterOf(path),
      trim: true,
      skip_empty_lines: true,
      info: true,
    }),
  );
  let current = null as Gathering | null;
  for await (const row of rows as AsyncIterable<{ info: { lines: number }; record: Record<string, string> }>) {
    const cells = Object.entries(row.record).filter(([, value]) => value !== '');
    const orderId = row.record.orderId ?? '';
    if (current?.orderId !== orderId) {
      if (current) yield filed(current);
      const own = cells.filter(([path_]) => !path_.startsWith('line.'));
      current = { orderId, line: row.info.lines, order: tree(own), lines: [] };
    }
    const line = cells
      .filter(([path_]) => path_.startsWith('line.'))
      .map(([p, v]): [string, string] => [p.slice(5), v]);
    if (line.length > 0) current.lines.push(tree(line));
  }
  if (current) yield filed(current);
}

/** The header tells: in a file with semicolons a comma is text, or the decimal point of half the continent. */
async function delimiterOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEADER_BYTES_MAX) });
    const [header = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1);
    return header.includes(';') ? ';' : ',';
  } finally {
    await file.close();
  }
}

/** An order while its rows are being read. */
interface Gathering {
  readonly orderId: string;
  readonly line: number;
  readonly order: Record<string, unknown>;
  readonly lines: unknown[];
}

function filed({ line, order, lines }: Gathering): FiledOrder {
  return { line, body: Buffer.from(JSON.stringify({ ...order, lines })) };
}

/** `[['debtor.name', 'Fjord AS']]` becomes `{ debtor: { name: 'Fjord AS' } }`. */
function tree(cells: readonly [string, string][]): Record<string, unknown> {
  const root = emptyTree();
  for (const [path, text] of cells) {
    const parts = path.split('.');
    const leaf = parts.pop() ?? '';
    let branch = root;
    for (const part of parts) {
      const known = branch[part];
      const next = typeof known === 'object' ? (known as Record<string, unknown>) : emptyTree();
      branch[part] = next;
      branch = next;
    }
    branch[leaf] = NUMBERS.has(leaf) && /^-?\d+$/.test(text) ? Number(text) : text;
  }
  return root;
}

/** Without a prototype, so that no column name of a file can reach one. */
function emptyTree(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
