import { Resolver } from 'node:dns/promises';

/** The questions that are asked about a mail domain; `Resolver` of node:dns/promises answers them. */
export type MailResolver = Pick<Resolver, 'resolveTxt' | 'resolveMx' | 'resolve4' | 'resolve6'>;

/** The name servers did not answer, which says nothing about the records. */
export class DnsUnavailable extends Error {
  constructor(name: string, options: ErrorOptions) {
    super(`DNS did not answer about ${name}`, options);
    this.name = 'DnsUnavailable';
  }
}

/** Asks, and tells "there is none" from "nobody answered". */
export class MailDns {
  constructor(private readonly resolver: MailResolver) {}

  /** Each record as one text, its parts joined. @throws DnsUnavailable */
  async texts(name: string): Promise<string[]> {
    const records = await answers(name, this.resolver.resolveTxt(name));
    return records.map((parts) => parts.join(''));
  }

  /** Hosts that take mail, the preferred first; an empty one says that none is taken. @throws DnsUnavailable */
  async mailHosts(name: string): Promise<string[]> {
    const records = await answers(name, this.resolver.resolveMx(name));
    return records.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  }

  /** IPv4 and IPv6. @throws DnsUnavailable */
  async addresses(name: string): Promise<string[]> {
    const [four, six] = await Promise.all([
      answers(name, this.resolver.resolve4(name)),
      answers(name, this.resolver.resolve6(name)),
    ]);
    return [...four, ...six];
  }
}

async function answers<T>(name: string, question: Promise<T[]>): Promise<T[]> {
  try {
    return await question;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new DnsUnavailable(name, { cause: error });
  }
}
