/** A record as it has to stand in DNS. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'TXT' | 'MX';
  readonly value: string;
}

export const FINDINGS = {
  SPF_PASSES: 'ok',
  SPF_MISSING: 'fault',
  SPF_TWICE: 'fault',
  SPF_BROKEN: 'fault',
  SPF_REFUSES: 'fault',
  SPF_OPEN: 'fault',
  SPF_UNDECIDED: 'advice',
  SERVER_UNKNOWN: 'fault',
  SERVER_PRIVATE: 'advice',
  DKIM_MATCHES: 'ok',
  DKIM_UNSIGNED: 'advice',
  DKIM_MISSING: 'fault',
  DKIM_OTHER_KEY: 'fault',
  DKIM_REVOKED: 'fault',
  DKIM_TESTING: 'advice',
  DMARC_PRESENT: 'ok',
  DMARC_WATCHES: 'advice',
  DMARC_MISSING: 'advice',
  DMARC_TWICE: 'fault',
  DMARC_BROKEN: 'fault',
  NOT_ALIGNED: 'fault',
  NO_ANSWERS: 'fault',
  DNS_SILENT: 'advice',
} as const;

export type FindingCode = keyof typeof FINDINGS;
export type FindingLevel = (typeof FINDINGS)[FindingCode];

/** One thing DNS says about a mail domain, or does not say. */
export interface Finding {
  readonly code: FindingCode;
  /** What the words name. */
  readonly details: Readonly<Record<string, string>>;
  /** The record to add, or to put in the place of the one that is there. */
  readonly record: DnsRecord | null;
}

export function finding(code: FindingCode, details: Finding['details'], record: DnsRecord | null = null): Finding {
  return { code, details, record };
}

/** As most name servers and their web pages take it: in parts of at most 255 characters, which readers join again. */
export function zoneLine({ name, type, value }: DnsRecord): string {
  if (type === 'MX') return `${name}. IN MX ${value}`;
  const parts = value.match(/.{1,255}/g) ?? [];
  return `${name}. IN TXT ${parts.map((part) => `"${part}"`).join(' ')}`;
}
