import type { Express } from 'express';
import type { Clock } from '../../clock.js';
import { bytes } from '../../http/answer.js';
import type { Front } from '../../http/front.js';
import { HttpError } from '../../http/http-error.js';
import type { Random } from '../../random.js';
import type { Place } from '../kravia/invoices.js';

export interface StoredFile {
  readonly name: string;
  readonly contentType: string;
  content(): Uint8Array | Promise<Uint8Array>;
}

interface Signed {
  readonly file: StoredFile;
  readonly owner: string;
  readonly signature: string;
  readonly expiresAtMs: number;
}

export interface SignedUrl {
  readonly url: string;
  readonly expiresAt: string;
}

const LIFETIME_MS = 15 * 60_000;
const SIGNED_KEPT = 1000;

/** File storage behind signed URLs, like the one real downloads end at: the URL alone lets one in. */
export class Storage {
  private readonly signed = new Map<string, Signed>();

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly place: Place,
  ) {}

  sign(file: StoredFile, owner: string): SignedUrl {
    const key = this.random.id();
    const signature = this.random.hex(40);
    const expiresAtMs = this.clock.nowMs() + LIFETIME_MS;
    this.signed.set(key, { file, owner, signature, expiresAtMs });
    for (const oldest of this.signed.keys()) {
      if (this.signed.size <= SIGNED_KEPT) break;
      this.signed.delete(oldest);
    }
    const query = new URLSearchParams({ 'X-Expires': String(LIFETIME_MS / 1000), 'X-Signature': signature });
    return {
      url: `${this.place.origin}/storage/${key}?${query.toString()}`,
      expiresAt: new Date(expiresAtMs).toISOString(),
    };
  }

  routes(app: Express, front: Front): void {
    app.get(
      '/storage/:key',
      front.handle('storage', (incoming) => {
        const signed = this.signed.get(incoming.param('key'));
        const given = incoming.query.get('X-Signature');
        if (given === null || signed?.signature !== given) throw new HttpError(403, 'The signature does not match.');
        if (signed.expiresAtMs <= this.clock.nowMs()) throw new HttpError(403, 'The signed URL has expired.');
        return {
          owner: signed.owner,
          perform: async () => {
            // S3 answers like this, and so a client that sends its token on to a foreign host is found out.
            if (incoming.headers.authorization !== undefined) {
              throw new HttpError(
                400,
                'Only one authentication is allowed: the signed URL, without an Authorization header.',
              );
            }
            return bytes(await signed.file.content(), signed.file.contentType);
          },
        };
      }),
    );
  }

  reset(): void {
    this.signed.clear();
  }
}
