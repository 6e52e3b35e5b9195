import type { Merchant } from '../domain/merchant.js';
import { readMerchants } from '../merchants/read-merchants.js';
import { Environment } from '../platform/config/environment.js';
import { CliError, EXIT } from './output.js';

/** A merchant of the configuration, for verbs that need no running connector. @throws CliError */
export function merchantNamed(id: string | undefined): Merchant {
  if (id === undefined) throw new CliError('Say which merchant: --merchant <id>.', EXIT.usage);
  const { configDir, publicUrl } = Environment.read(process.env);
  const merchants = readMerchants(configDir, { environment: process.env, publicUrl });
  const merchant = merchants.find((each) => each.id === id);
  if (merchant) return merchant;
  const known = merchants.map((each) => each.id).join(', ');
  throw new CliError(`There is no merchant ${id}; there is ${known}.`, EXIT.usage);
}
