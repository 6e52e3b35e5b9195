import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';

/** One order of a file, with the first line it stands on, as the JSON an ERP would have sent. */
export interface FiledOrder {
  readonly line: number;
  readonly body: Buffer;
}

const NUMBERS = new Set(['revision', 'totalAmount', 'vatAmount', 'amount', 'daysUntilDue']);

/** JSON lines: one order a line. Streams, so a file may be larger than memory. */
export async function* readJsonLines(path: string): AsyncGenerator<FiledOrder> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') yield { line, body: Buffer.from(text) };
  }
}

/**
 * CSV: one row an order line; rows of one order stand together. Columns are paths such as `orderId`, `debtor.name`,
 * `debtor.address.city`, `line.amount`; what belongs to the order is taken from its first row.
 */
export async function* readCsv(path: string): AsyncGenerator<FiledOrder> {
  const rows = createReadStream(path).pipe(
    parse({ bom: true, columns: true, delimiter: [';', ','], trim: true, skip_empty_lines: true, info: true }),
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
      const next = (branch[part] ?? emptyTree()) as Record<string, unknown>;
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
