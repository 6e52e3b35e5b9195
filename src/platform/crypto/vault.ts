import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * Encrypts what may not lie in the database in clear: received messages, documents, addresses. AES-256-GCM; the purpose
 * (table, column, merchant) is authenticated, so a value copied to another row of another kind cannot be opened.
 * Layout: version (1) · key id (4) · nonce (12) · tag (16) · ciphertext.
 */
export class Vault {
  /** Names the key without giving it away: the start of its SHA-256. */
  readonly keyId: Buffer;

  private readonly key: KeyObject;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error('The encryption key must have 32 bytes.');
    this.key = createSecretKey(key);
    this.keyId = createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES);
  }

  seal(purpose: string, plain: Buffer | string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(Buffer.from(purpose));
    const body = [cipher.update(plain), cipher.final()];
    return Buffer.concat([Buffer.of(VERSION), this.keyId, nonce, cipher.getAuthTag(), ...body]);
  }

  /** @throws Error when the value was sealed with another key or for another purpose, or was altered */
  open(purpose: string, sealed: Buffer): Buffer {
    if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) throw new Error(`Not a sealed value (${purpose}).`);
    if (!sealed.subarray(1, 1 + KEY_ID_BYTES).equals(this.keyId)) {
      throw new Error(`The value (${purpose}) was encrypted with another ENCRYPTION_KEY.`);
    }
    const nonceAt = 1 + KEY_ID_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(nonceAt, nonceAt + NONCE_BYTES));
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(sealed.subarray(nonceAt + NONCE_BYTES, HEADER_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  }

  openText(purpose: string, sealed: Buffer): string {
    return this.open(purpose, sealed).toString('utf8');
  }

  /** Tells whether two values are equal without keeping either: an HMAC under a key of its own for the purpose. */
  fingerprint(purpose: string, plain: string): Buffer {
    const key = Buffer.from(hkdfSync('sha256', this.key, '', `fingerprint:${purpose}`, 32));
    return createHmac('sha256', key).update(plain).digest();
  }
}
