import type { Merchant } from '../../../domain/merchant.js';
import { isObject } from '../../../platform/net/read-json.js';
import type { Open } from '../types/open.js';
import type { DinteroCaller, Operation } from './operation.js';
import { unreadable } from './read-answer.js';
import { NO_SCOPE } from './scopes.js';

export const FILE_OPERATIONS = {
  get: {
    name: 'files.get',
    does: 'where a file is to be had',
    method: 'GET',
    base: 'checkout',
    path: '/files/{id}',
    scopes: NO_SCOPE,
  },
} as const satisfies Readonly<Record<string, Operation>>;

export interface FileAddress {
  readonly id?: string;
  readonly name?: string;
  readonly mime_type?: Open<'image/png' | 'image/jpeg' | 'application/pdf'>;
  readonly expires_at?: string;
  /** On another host, and without a token. */
  readonly url?: string;
}

/** Files that are not attachments. */
export class FilesApi {
  constructor(private readonly dintero: DinteroCaller) {}

  async get(merchant: Merchant, id: string): Promise<FileAddress> {
    const answer = await this.dintero.call(merchant, FILE_OPERATIONS.get, { params: { id } });
    if (!isObject(answer)) throw unreadable('it is not the address of a file');
    return answer;
  }
}
