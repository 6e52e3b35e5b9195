import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/config/project-root.js';

/**
 * A JSON example as docs.dintero.com prints it (read 2026-11-20), texts for people excepted. The pages: Kravia's customer
 * checkout (`checkout-…`, `sessions-profile`, `kravia-configuration`), merchant-initiated payments (`pay…`, `session…`), and
 * the operation events_transaction_post (`event…`).
 */
export function fixture(name: string): unknown {
  return JSON.parse(
    readFileSync(join(projectRoot(), 'test', 'contract', 'fixtures', `${name}.json`), 'utf8'),
  ) as unknown;
}
