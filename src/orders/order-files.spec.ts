import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderBody } from '../../sandbox/sample-order.js';
import { type FiledOrder, readCsv, readJsonLines } from './order-files.js';
import { readOrderMessage } from './read-order.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-files-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Read {
  readonly line: number;
  readonly order: unknown;
}

async function all(orders: AsyncGenerator<FiledOrder>): Promise<FiledOrder[]> {
  const gathered: FiledOrder[] = [];
  for await (const order of orders) gathered.push(order);
  return gathered;
}

async function read(reader: (path: string) => AsyncGenerator<FiledOrder>, content: string): Promise<Read[]> {
  const path = join(folder, 'orders');
  await writeFile(path, content);
  const orders = await all(reader(path));
  return orders.map(({ line, body }) => ({ line, order: JSON.parse(body.toString('utf8')) as unknown }));
}

const HEADER = [
  'orderId,orderDate,currency,totalAmount,vatAmount',
  'debtor.debtorId,debtor.type,debtor.name,debtor.organizationNumber,debtor.firstName,debtor.lastName,debtor.email,debtor.phone',
  'debtor.address.line1,debtor.address.postalCode,debtor.address.city,debtor.address.country',
  'line.lineId,line.description,line.quantity,line.amount,line.vatRate',
].join(',');
const DEBTOR =
  'C-1,company,Fjordtest AS,923609016,Per,Prøve,ap@fjordtest.example,+4790000001,Prøveveien 1,0150,Oslo,NO';
const ROWS = [
  `SO-1,2026-11-20,NOK,16125,3225,${DEBTOR},1,Service hours,2.5,12500,25`,
  'SO-1,,,,,,,,,,,,,,,,,2,Licence,1,3625,25',
  `SO-2,2026-11-21,NOK,12500,2500,${DEBTOR},1,"Hours, nightly",1,12500,25`,
];
const CSV = [HEADER, ...ROWS].join('\n');

describe('a CSV file', () => {
  it('holds one row an order line, and what belongs to the order in its first row', async () => {
    const [first, second, ...more] = await read(readCsv, CSV);

    expect(more).toEqual([]);
    expect(first).toMatchObject({
      line: 2,
      order: {
        orderId: 'SO-1',
        totalAmount: 16125,
        debtor: {
          name: 'Fjordtest AS',
          organizationNumber: '923609016',
          address: { postalCode: '0150', city: 'Oslo' },
        },
        lines: [
          { lineId: '1', description: 'Service hours', quantity: '2.5', amount: 12500, vatRate: '25' },
          { lineId: '2', description: 'Licence', quantity: '1', amount: 3625, vatRate: '25' },
        ],
      },
    });
    expect(second).toMatchObject({ line: 4, order: { orderId: 'SO-2', lines: [{ description: 'Hours, nightly' }] } });
  });

  it('gives orders that pass every check', async () => {
    const orders = await read(readCsv, CSV);

    const kinds = orders.map(({ order }) => readOrderMessage(Buffer.from(JSON.stringify(order)), 'live').kind);
    expect(kinds).toEqual(['order', 'order']);
  });

  it.each([
    [
      'semicolons, as Excel writes it here',
      CSV.replace('"Hours, nightly"', 'Hours| nightly').replaceAll(',', ';').replace('|', ','),
    ],
    ['a byte order mark', `\uFEFF${CSV}`],
    ['Windows line ends', CSV.replaceAll('\n', '\r\n')],
    ['blank lines at the end', `${CSV}\n\n\n`],
    ['spaces around its cells', CSV.replaceAll('SO-', ' SO-').replaceAll(',NOK,', ' , NOK , ')],
  ])('reads the same with %s', async (_, content) => {
    const plain = await read(readCsv, CSV);

    expect((await read(readCsv, content)).map(({ order }) => order)).toEqual(plain.map(({ order }) => order));
  });

  it('leaves what is not a whole number as text, for the checks to refuse', async () => {
    const [first] = await read(readCsv, 'orderId,totalAmount,revision,debtor.phone\nSO-1,1 250.00,2,90000001');

    expect(first?.order).toEqual({
      orderId: 'SO-1',
      totalAmount: '1 250.00',
      revision: 2,
      debtor: { phone: '90000001' },
      lines: [],
    });
  });

  it('cannot reach a prototype through the names of its columns', async () => {
    await read(readCsv, 'orderId,__proto__.polluted,constructor.prototype.polluted\nSO-1,1,1');

    expect({}).not.toHaveProperty('polluted');
  });

  it('does not crash on a column that is both a value and a section', async () => {
    await expect(read(readCsv, 'orderId,debtor,debtor.name\nSO-1,Fjordtest,Fjordtest AS')).resolves.toHaveLength(1);
  });

  it('holds nothing when it is empty or has only a header', async () => {
    await expect(read(readCsv, '')).resolves.toEqual([]);
    await expect(read(readCsv, `${HEADER}\n`)).resolves.toEqual([]);
  });

  it('is refused as a whole when a row has too many cells', async () => {
    await expect(read(readCsv, 'orderId,currency\nSO-1,NOK,25')).rejects.toMatchObject({
      code: 'CSV_RECORD_INCONSISTENT_COLUMNS',
    });
  });
});

describe('a JSON lines file', () => {
  it('holds one order a line; blank lines count as lines and hold nothing', async () => {
    const [a, b] = [orderBody({ orderId: 'SO-1' }), orderBody({ orderId: 'SO-2' })];

    const orders = await read(readJsonLines, `${JSON.stringify(a)}\r\n\n   \n${JSON.stringify(b)}`);

    expect(orders).toEqual([
      { line: 1, order: a },
      { line: 4, order: b },
    ]);
  });

  it('gives a line as it stands, so that a broken one is refused by itself', async () => {
    const path = join(folder, 'broken.jsonl');
    await writeFile(path, '{"orderId":\n{}');

    const lines = await all(readJsonLines(path));

    expect(lines.map(({ body }) => body.toString())).toEqual(['{"orderId":', '{}']);
  });

  it('may begin with a byte order mark', async () => {
    await expect(read(readJsonLines, '\uFEFF{"orderId":"SO-1"}')).resolves.toEqual([
      { line: 1, order: { orderId: 'SO-1' } },
    ]);
  });
});
