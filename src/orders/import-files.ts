import { Injectable, Logger } from '@nestjs/common';
import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { messageOf } from '../domain/errors.js';
import type { Merchant } from '../domain/merchant.js';
import { addIntake, countIntake, type IntakeCounts, NO_INTAKE } from './intake-counts.js';
import { type FiledOrder, readCsv, readJsonLines } from './order-files.js';
import type { ReceivedOrder } from './order-message.js';
import { ReceiveOrders } from './receive-orders.js';

const BATCH = 200;
/** A file that changed more recently may still be being written. */
const QUIET_MS = 2000;

const READERS: Readonly<Record<string, (path: string) => AsyncGenerator<FiledOrder>>> = {
  '.csv': readCsv,
  '.jsonl': readJsonLines,
};

interface LineReport {
  readonly line: number;
  readonly orderId: string | null;
  readonly verdict: string;
  readonly problems: ReceivedOrder['problems'];
}

/**
 * Reads the order files of the drop folder. A file goes to `done/` when every order in it was taken, otherwise to
 * `failed/`, with a report beside it; the valid orders are taken either way, and dropping it again doubles nothing.
 */
@Injectable()
export class ImportFiles {
  private readonly logger = new Logger('FileDrop');

  constructor(private readonly receive: ReceiveOrders) {}

  async run(merchant: Merchant): Promise<IntakeCounts> {
    let counts = NO_INTAKE;
    const folder = merchant.erp.dropFolder;
    if (folder === null) return counts;
    await mkdir(folder, { recursive: true });
    for (const name of (await readdir(folder)).sort()) {
      const read = READERS[extname(name).toLowerCase()];
      const info = read ? await stat(join(folder, name)) : null;
      if (!read || !info?.isFile() || Date.now() - info.mtimeMs < QUIET_MS) continue;
      counts = addIntake(counts, await this.importFile(merchant, folder, name, read));
    }
    return counts;
  }

  private async importFile(
    merchant: Merchant,
    folder: string,
    name: string,
    read: (path: string) => AsyncGenerator<FiledOrder>,
  ): Promise<IntakeCounts> {
    let counts = NO_INTAKE;
    const refused: LineReport[] = [];
    let fault: string | null = null;
    try {
      for await (const batch of batches(read(join(folder, name)))) {
        const headers = { 'x-file': name };
        const incoming = batch.map(({ body }) => ({ source: 'erp-file' as const, body, headers, messageId: null }));
        const received = await this.receive.run(merchant, incoming);
        counts = addIntake(counts, countIntake(received));
        refused.push(...refusalsOf(batch, received));
      }
    } catch (error) {
      if (!isFileFault(error)) throw error;
      fault = messageOf(error);
    }
    const ok = fault === null && refused.length === 0;
    this.logger.log({ msg: 'order file read', merchant: merchant.id, file: name, ok, ...counts });
    await fileAway(folder, name, ok, { file: name, ...counts, fault, refused });
    return counts;
  }
}

function refusalsOf(batch: readonly FiledOrder[], received: readonly ReceivedOrder[]): LineReport[] {
  return received.flatMap(({ orderId, verdict, problems, change, cancellation }, i) => {
    const line = batch[i]?.line ?? 0;
    if (change?.decision.step === 'refuse')
      return [{ line, orderId, verdict: `changed after it was invoiced: ${change.fields.join(', ')}`, problems }];
    if (cancellation?.decision.outcome === 'refused')
      return [{ line, orderId, verdict: cancellation.detail, problems }];
    return verdict === 'refused' ? [{ line, orderId, verdict, problems }] : [];
  });
}

async function* batches(orders: AsyncGenerator<FiledOrder>): AsyncGenerator<FiledOrder[]> {
  let batch: FiledOrder[] = [];
  for await (const order of orders) {
    batch.push(order);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** What is wrong with the file itself, as opposed to our own trouble in storing it. */
function isFileFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

/** The report first: a file in `done/` or `failed/` always has one. */
async function fileAway(folder: string, name: string, ok: boolean, report: object): Promise<void> {
  const target = join(folder, ok ? 'done' : 'failed');
  await mkdir(target, { recursive: true });
  const stamped = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${name}`;
  await writeFile(join(target, `${stamped}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await rename(join(folder, name), join(target, stamped));
}
