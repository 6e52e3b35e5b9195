import ipaddr from 'ipaddr.js';
import type { MailDns } from './mail-dns.js';

/** `unknown`: it depends on what only the receiver sees. */
export type SpfResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'unknown';

/** Questions one check may cost. Source: RFC 7208, 4.6.4 (read 2026-11-20). */
const LOOKUPS_MAX = 10;
const QUALIFIERS: Readonly<Record<string, SpfResult>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };
const TERM = /^([+\-~?]?)([a-z0-9]+)(?::([^/]+))?(\/\d+)?(\/\/\d+)?$/i;
const NETWORK = /^([+\-~?]?)(ip4|ip6):(\S+)$/i;

/** Ends a check early with its result. */
class Verdict extends Error {
  constructor(readonly result: SpfResult) {
    super(result);
  }
}

export async function spfRecords(dns: MailDns, domain: string): Promise<string[]> {
  return (await dns.texts(domain)).filter((text) => /^v=spf1( |$)/i.test(text));
}

/**
 * Whether `domain` lets `address` send its mail, by RFC 7208.
 * @throws DnsUnavailable
 */
export async function checkSpf(dns: MailDns, domain: string, address: string): Promise<SpfResult> {
  try {
    return await new SpfCheck(dns, address).run(domain);
  } catch (error) {
    if (error instanceof Verdict) return error.result;
    throw error;
  }
}

class SpfCheck {
  private lookups = 0;

  constructor(
    private readonly dns: MailDns,
    private readonly address: string,
  ) {}

  async run(domain: string): Promise<SpfResult> {
    const records = await spfRecords(this.dns, domain);
    const [record] = records;
    if (record === undefined) return 'none';
    if (records.length > 1) throw new Verdict('permerror');
    const terms = record.split(/\s+/).slice(1).filter(Boolean);
    for (const term of terms) {
      if (/^[a-z][\w.-]*=/i.test(term)) continue; // a modifier
      const result = await this.resultOf(term, domain);
      if (result) return result;
    }
    const redirect = terms.map((term) => /^redirect=(.+)$/i.exec(term)?.[1]).find((found) => found !== undefined);
    if (redirect === undefined) return 'neutral';
    const result = await this.run(this.asked(redirect));
    return result === 'none' ? 'permerror' : result;
  }

  /** What the term says about the address, or null when it says nothing. */
  private async resultOf(term: string, domain: string): Promise<SpfResult | null> {
    const [, sign = '', , network] = NETWORK.exec(term) ?? [];
    if (network !== undefined) return this.isIn(network) ? resultFor(sign) : null;
    const parts = TERM.exec(term);
    if (!parts) throw new Verdict('permerror');
    const [, qualifier = '', mechanism = '', target, four, six] = parts;
    const matches = await this.matches(mechanism.toLowerCase(), target, domain, { four, six });
    return matches ? resultFor(qualifier) : null;
  }

  private async matches(
    mechanism: string,
    target: string | undefined,
    domain: string,
    prefix: Prefix,
  ): Promise<boolean> {
    switch (mechanism) {
      case 'all':
        return true;
      case 'include':
        return this.includes(this.asked(target ?? ''));
      case 'a':
        return this.isAmong(await this.dns.addresses(this.asked(target ?? domain)), prefix);
      case 'mx': {
        const hosts = (await this.dns.mailHosts(this.asked(target ?? domain))).slice(0, LOOKUPS_MAX);
        const found = await Promise.all(hosts.filter(Boolean).map((host) => this.dns.addresses(host)));
        return this.isAmong(found.flat(), prefix);
      }
      case 'exists':
        return (await this.dns.addresses(this.asked(target ?? ''))).length > 0;
      case 'ptr': // nobody should use it, and it is not looked up here
        this.asked(target ?? domain);
        throw new Verdict('unknown');
      default:
        throw new Verdict('permerror');
    }
  }

  private async includes(domain: string): Promise<boolean> {
    const result = await this.run(domain);
    if (result === 'none') throw new Verdict('permerror');
    return result === 'pass';
  }

  /** Counts a question. A macro stands for something of the mail at hand. */
  private asked(domain: string): string {
    this.lookups += 1;
    if (this.lookups > LOOKUPS_MAX || domain === '') throw new Verdict('permerror');
    if (domain.includes('%')) throw new Verdict('unknown');
    return domain;
  }

  private isAmong(addresses: readonly string[], { four, six }: Prefix): boolean {
    return addresses.some((found) => this.isIn(found + (found.includes(':') ? (six?.slice(1) ?? '') : (four ?? ''))));
  }

  private isIn(network: string): boolean {
    const [base = '', prefix] = network.split('/');
    if (!ipaddr.isValid(base)) throw new Verdict('permerror');
    const [own, other] = [ipaddr.parse(this.address), ipaddr.parse(base)];
    if (own.kind() !== other.kind()) return false;
    const widest = own.kind() === 'ipv4' ? 32 : 128;
    const bits = prefix === undefined ? widest : Number(prefix);
    if (!Number.isInteger(bits) || bits < 0 || bits > widest) throw new Verdict('permerror');
    return own.match(other, bits);
  }
}

interface Prefix {
  /** `/24` */
  readonly four: string | undefined;
  /** `//64` */
  readonly six: string | undefined;
}

function resultFor(qualifier: string): SpfResult {
  return QUALIFIERS[qualifier || '+'] ?? 'permerror';
}
