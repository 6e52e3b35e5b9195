import type { Clock } from '../../clock.js';
import type { Random } from '../../random.js';
import type { Account } from '../account.js';

export interface Grant {
  readonly account: Account;
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly expiresAtMs: number;
}

/** Access tokens: opaque to a client, though they look like the JWTs they stand for. They really expire. */
export class Tokens {
  private readonly grants = new Map<string, Grant>();

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  issue(account: Account): string {
    this.forgetExpired();
    const { clientId, scopes, expiresInSeconds } = account.settings;
    const expiresAtMs = this.clock.nowMs() + expiresInSeconds * 1000;
    const claims = { sub: clientId, aid: account.id, scope: scopes.join(' '), exp: Math.floor(expiresAtMs / 1000) };
    const token = [{ alg: 'RS256', typ: 'JWT' }, claims].map(base64url).join('.') + `.${this.random.hex(43)}`;
    this.grants.set(token, { account, scopes, clientId, expiresAtMs });
    return token;
  }

  find(token: string): Grant | null {
    const grant = this.grants.get(token);
    return grant !== undefined && grant.expiresAtMs > this.clock.nowMs() ? grant : null;
  }

  reset(): void {
    this.grants.clear();
  }

  /** Oldest first; it stops at the first one alive, so that issuing stays cheap. */
  private forgetExpired(): void {
    for (const [token, grant] of this.grants) {
      if (grant.expiresAtMs > this.clock.nowMs()) return;
      this.grants.delete(token);
    }
  }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
