import 'reflect-metadata';
import { startService } from './service.js';

try {
  await startService(process.env);
} catch (error) {
  // A start that fails says why in plain words; everything after it is logged as JSON.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
