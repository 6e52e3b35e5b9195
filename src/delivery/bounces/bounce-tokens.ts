import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { returnAddress, tokensIn } from '../../domain/delivery/return-address.js';
import type { Merchant } from '../../domain/merchant.js';
import { Vault } from '../../platform/crypto/vault.js';

const CHECKSUM_HEX_DIGITS = 24;
/** PostgreSQL's largest id in base 36 has 13 digits. */
const ID_MAX = 2n ** 63n - 1n;

/**
 * The address that a mail comes back to names its delivery. The token carries 96 bits of a keyed checksum over the
 * merchant and the delivery, so nobody can guess one, and a token of another merchant does not fit.
 */
@Injectable()
export class BounceTokens {
  constructor(private readonly vault: Vault) {}

  /** The envelope sender of a delivery; null when the merchant has no address for bounces. */
  addressFor(merchant: Merchant, deliveryId: string): string | null {
    const template = merchant.delivery?.bounces?.address;
    return template === undefined ? null : returnAddress(template, this.tokenOf(merchant.id, deliveryId));
  }

  /** The delivery a text names by a token of ours, or null. Of several the first counts. */
  deliveryIn(merchant: Merchant, text: string): string | null {
    const template = merchant.delivery?.bounces?.address;
    if (template === undefined) return null;
    for (const token of tokensIn(template, text)) {
      const deliveryId = this.deliveryOf(merchant.id, token);
      if (deliveryId !== null) return deliveryId;
    }
    return null;
  }

  private deliveryOf(merchantId: string, token: string): string | null {
    const id = fromBase36(token.slice(0, token.indexOf('-')));
    if (id > ID_MAX) return null;
    const right = Buffer.from(this.tokenOf(merchantId, id.toString()));
    const given = Buffer.from(token);
    return right.length === given.length && timingSafeEqual(right, given) ? id.toString() : null;
  }

  private tokenOf(merchantId: string, deliveryId: string): string {
    const checksum = this.vault.fingerprint(`bounce-token:${merchantId}`, deliveryId).toString('hex');
    return `${BigInt(deliveryId).toString(36)}-${checksum.slice(0, CHECKSUM_HEX_DIGITS)}`;
  }
}

function fromBase36(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(parseInt(digit, 36));
  return value;
}
