import { spf as verify } from 'mailauth';
import { NameServer, type Zone } from '../../../test/support/name-server.js';
import { DnsUnavailable, MailDns } from './mail-dns.js';
import { checkSpf, type SpfResult } from './spf.js';

const SERVER = '192.0.2.10';
const many = Array.from({ length: 11 }, (_, i) => `n${i}.example`);

/** Mail domains as they are found; each first label tells what is special. */
const ZONE: Zone = {
  'address.example': ['v=spf1 ip4:192.0.2.10 -all'],
  'network.example': ['v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.0/28 -all'],
  'elsewhere.example': ['v=spf1 ip4:198.51.100.0/24 -all'],
  'soft.example': ['v=spf1 ip4:198.51.100.0/24 ~all'],
  'open.example': ['v=spf1 ?all'],
  'unfinished.example': ['v=spf1 ip4:198.51.100.1'],
  'host.example': ['v=spf1 a:smtp.example -all'],
  'own.example': ['v=spf1 a -all', '192.0.2.10'],
  'near.example': ['v=spf1 a:near-host.example/24 -all'],
  'near-host.example': ['192.0.2.77'],
  'mx.example': ['v=spf1 mx -all', '10 smtp.example', '20 other.example'],
  'include.example': ['v=spf1 include:address.example -all'],
  'include-none.example': ['v=spf1 include:nothing.example -all'],
  'include-fail.example': ['v=spf1 include:elsewhere.example ip4:192.0.2.10 -all'],
  'redirect.example': ['v=spf1 redirect=address.example'],
  'redirect-none.example': ['v=spf1 redirect=nothing.example'],
  'not.example': ['v=spf1 -ip4:192.0.2.10 +all'],
  'upper.example': ['V=SPF1 IP4:192.0.2.10 -ALL'],
  'twice.example': ['v=spf1 -all', 'v=spf1 ip4:192.0.2.10 -all'],
  'nonsense.example': ['v=spf1 ipv4:192.0.2.10 -all'],
  'bad-network.example': ['v=spf1 ip4:192.0.2.300 -all'],
  'loop.example': ['v=spf1 include:loop.example -all'],
  'many.example': [`v=spf1 ${many.map((name) => `include:${name}`).join(' ')} ip4:192.0.2.10 -all`],
  ...Object.fromEntries(many.map((name) => [name, ['v=spf1 ip4:203.0.113.1 -all']])),
  'other-text.example': ['google-site-verification=1', 'v=spf10 +all'],
  'smtp.example': [SERVER],
  'other.example': ['198.51.100.9'],
  'six.example': ['v=spf1 ip6:2001:db8::/32 a:smtp6.example -all'],
  'smtp6.example': ['2001:db8::25'],
};

let server: NameServer;
let dns: MailDns;

beforeAll(async () => {
  server = await NameServer.start(ZONE);
  dns = new MailDns(server.resolver);
});

afterAll(() => server.close());

const CASES: [domain: string, result: SpfResult][] = [
  ['address.example', 'pass'],
  ['network.example', 'pass'],
  ['elsewhere.example', 'fail'],
  ['soft.example', 'softfail'],
  ['open.example', 'neutral'],
  ['unfinished.example', 'neutral'],
  ['host.example', 'pass'],
  ['own.example', 'pass'],
  ['near.example', 'pass'],
  ['mx.example', 'pass'],
  ['include.example', 'pass'],
  ['include-none.example', 'permerror'],
  ['include-fail.example', 'pass'],
  ['redirect.example', 'pass'],
  ['redirect-none.example', 'permerror'],
  ['not.example', 'fail'],
  ['upper.example', 'pass'],
  ['twice.example', 'permerror'],
  ['nonsense.example', 'permerror'],
  ['bad-network.example', 'permerror'],
  ['loop.example', 'permerror'],
  ['many.example', 'permerror'],
  ['other-text.example', 'none'],
  ['nothing.example', 'none'],
];

describe('whether a domain lets a server send its mail', () => {
  it.each(CASES)('%s says %s', async (domain, result) => {
    expect(await checkSpf(dns, domain, SERVER)).toBe(result);
  });

  it.each(CASES)('%s says %s to somebody else’s check too', async (domain, result) => {
    const resolver = (name: string, type: string): Promise<string[][] | string[]> =>
      server.resolver.resolve(name, type) as Promise<string[][] | string[]>;
    const { status } = await verify({ sender: `a@${domain}`, ip: SERVER, helo: 'smtp.example', mta: 'mx', resolver });

    expect(status.result).toBe(result);
  });

  it('looks at IPv6 addresses as well, and never takes one kind for the other', async () => {
    expect(await checkSpf(dns, 'six.example', '2001:db8::25')).toBe('pass');
    expect(await checkSpf(dns, 'six.example', '2001:db9::25')).toBe('fail');
    expect(await checkSpf(dns, 'address.example', '2001:db8::25')).toBe('fail');
  });

  it('does not guess where the answer depends on the mail at hand, nor where DNS does not answer', async () => {
    const resolver = await NameServer.start({ 'macro.example': ['v=spf1 exists:%{i}.spf.example -all'] });
    expect(await checkSpf(new MailDns(resolver.resolver), 'macro.example', SERVER)).toBe('unknown');
    await resolver.close();

    await expect(checkSpf(dns, 'name.broken', SERVER)).rejects.toThrow(DnsUnavailable);
  });
});
