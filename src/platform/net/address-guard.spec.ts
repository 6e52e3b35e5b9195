import type { LookupAddress } from 'node:dns';
import { withCode } from '../../../test/support/with-code.js';
import { checkedUrl, guardedLookup, hostAndPort, isInside, isPrivate, type OutboundPolicy } from './address-guard.js';

const policy = (mode: 'test' | 'live', ...hosts: string[]): OutboundPolicy => ({
  httpsOnly: mode === 'live',
  trustedPrivateHosts: new Set(hosts),
});

const refusal = withCode('ADDRESS_REFUSED');

/** Literal addresses that lead inside, in every notation a URL allows. */
const INSIDE = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0X7F.1/',
  'https://017700000001/',
  'https://0177.0.0.01/',
  'https://127.0.0.1./',
  'https://127.255.255.254/',
  'https://%31%32%37.0.0.1/',
  'https://127。0。0。1/',
  'https://①②⑦.⓪.⓪.①/',
  'https://1\n27.0.0.1/',
  'https:127.0.0.1',
  'https:///127.0.0.1',
  'https://127.0.0.1\\@dintero.com/',
  'https://127.0.0.1#@dintero.com/',
  'https://127.0.0.1?@dintero.com/',
  'https://0/',
  'https://0.0.0.0/',
  'https://0.1.2.3/',
  'https://10.0.0.1/',
  'https://012.0.0.1/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://3232235777/',
  'https://0xc0a80101/',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9.0xfe.0xa9.0xfe/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://192.0.0.170/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://198.51.100.1/',
  'https://203.0.113.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[::a9fe:a9fe]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a9fe:a9fe::1]/',
  'https://[2001::1]/',
  'https://[fe80::1]/',
  'https://[fe80::5efe:7f00:1]/',
  'https://[fec0::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  'https://[100::1]/',
  'https://[4000::1]/',
];

describe('an address that leads inside', () => {
  it.each(INSIDE)('%j is refused in live mode, listed or not', (address) => {
    const own = hostAndPort(new URL(address));

    expect(() => checkedUrl(address, policy('live'))).toThrow(refusal);
    expect(() => checkedUrl(address, policy('live', own))).toThrow(refusal);
  });

  it.each(INSIDE)('%j is refused in test mode unless its host and port are listed', (address) => {
    const url = new URL(address);

    expect(() => checkedUrl(address, policy('test'))).toThrow(refusal);
    expect(() => checkedUrl(address, policy('test', `${url.hostname}:444`, 'localhost:443'))).toThrow(refusal);
    expect(checkedUrl(address, policy('test', hostAndPort(url))).hostname).toBe(url.hostname);
  });

  it('is refused on another port of a listed host', () => {
    const trusting = policy('test', '127.0.0.1:4010');

    expect(checkedUrl('http://127.0.0.1:4010/v1', trusting).port).toBe('4010');
    expect(() => checkedUrl('http://127.0.0.1:4011/v1', trusting)).toThrow(refusal);
    expect(() => checkedUrl('https://127.0.0.1/v1', trusting)).toThrow(refusal);
    expect(() => checkedUrl('http://127.0.0.2:4010/v1', trusting)).toThrow(refusal);
  });
});

describe('an address of another kind', () => {
  it.each([
    'file:///etc/passwd',
    'ftp://dintero.com/',
    'gopher://dintero.com/',
    'data:text/plain,x',
    'javascript:alert(1)',
    'ws://dintero.com/',
    'unix:/var/run/docker.sock',
    'blob:https://dintero.com/1',
    '//dintero.com/',
    'dintero.com',
    '',
    'https://',
    'https://[fe80::1%25eth0]/',
    'https://256.256.256.256/',
    'https://4294967296/',
  ])('%j is refused in every mode', (address) => {
    expect(() => checkedUrl(address, policy('live'))).toThrow(refusal);
    expect(() => checkedUrl(address, policy('test', 'dintero.com:443', 'dintero.com:80'))).toThrow(refusal);
  });

  it.each([
    'https://user:password@dintero.com/',
    'https://user@dintero.com/',
    'https://:password@dintero.com/',
    'https://127.0.0.1@dintero.com/',
    'https://127.0.0.1%2f@dintero.com/',
  ])('%j is refused for the credentials it carries', (address) => {
    expect(() => checkedUrl(address, policy('live'))).toThrow(refusal);
    expect(() => checkedUrl(address, policy('test', 'dintero.com:443'))).toThrow(refusal);
  });

  it('over plain http is refused, except in test mode to a listed host', () => {
    expect(() => checkedUrl('http://dintero.com/', policy('live', 'dintero.com:80'))).toThrow(refusal);
    expect(() => checkedUrl('http://dintero.com/', policy('test', 'dintero.com:443'))).toThrow(refusal);
    expect(checkedUrl('http://dintero.com/', policy('test', 'dintero.com:80')).href).toBe('http://dintero.com/');
  });

  it('is refused without repeating its path or its query', () => {
    const check = (): URL => checkedUrl('http://dintero.com/secret?signature=abc', policy('live'));

    expect(check).toThrow(withCode('ADDRESS_REFUSED', { host: 'dintero.com' }));
    expect(check).not.toThrow(/secret|abc/);
  });
});

describe('an ordinary address', () => {
  it.each(['https://checkout.dintero.com/v1', 'https://8.8.8.8/', 'https://[2606:4700::1111]/', 'https://a.no:8443/'])(
    '%s is allowed in every mode',
    (address) => {
      expect(checkedUrl(address, policy('live')).protocol).toBe('https:');
      expect(checkedUrl(address, policy('test')).protocol).toBe('https:');
    },
  );
});

describe('isPrivate', () => {
  it.each(['8.8.8.8', '34.241.230.119', '2a00:1450:400f::1', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(isPrivate(address)).toBe(false);
  });

  it.each(['fe80::1%eth0', '::ffff:10.0.0.1', '169.254.169.254'])('%s is private', (address) => {
    expect(isPrivate(address)).toBe(true);
  });
});

describe('guardedLookup', () => {
  const resolve = (some: OutboundPolicy, all: boolean): Promise<string | LookupAddress[]> =>
    new Promise((done, fail) => {
      guardedLookup(some, () => '4010')('localhost', { all }, (error, address) => {
        if (error) fail(error);
        else done(address);
      });
    });

  it('refuses a name that resolves to a private address', async () => {
    await expect(resolve(policy('live', 'localhost:4010'), false)).rejects.toThrow(refusal);
    await expect(resolve(policy('test', 'localhost:4011'), false)).rejects.toThrow(refusal);
    await expect(resolve(policy('test'), true)).rejects.toThrow(refusal);
  });

  it('resolves it in test mode when this host and port are listed', async () => {
    const trusting = policy('test', 'localhost:4010');

    await expect(resolve(trusting, false)).resolves.toMatch(/^(127\.0\.0\.1|::1)$/);
    const all = await resolve(trusting, true);
    expect(all).toContainEqual(expect.objectContaining({ address: expect.stringMatching(/^(127|::1)/) as unknown }));
  });
});

describe('isInside', () => {
  it.each([
    'http://127.0.0.1:3000',
    'http://localhost:3000',
    'http://[::1]/',
    'http://10.0.0.8',
    'http://api.localhost',
  ])('is so for %s', (url) => {
    expect(isInside(new URL(url))).toBe(true);
  });

  it.each(['https://hooks.example.com', 'https://localhost.example.com', 'https://93.184.216.34'])(
    'is not so for %s',
    (url) => {
      expect(isInside(new URL(url))).toBe(false);
    },
  );
});
