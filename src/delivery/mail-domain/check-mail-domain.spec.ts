import { NameServer, type Zone } from '../../../test/support/name-server.js';
import { nordicSupplies } from '../../../test/support/sandbox-merchant.js';
import type { Merchant } from '../../domain/merchant.js';
import type { Verdict } from '../../platform/checks/check.js';
import { checkMailDomain } from './check-mail-domain.js';

const DOMAIN = 'nordic-supplies.example';
const HALF: Zone = { [DOMAIN]: [`10 mx.${DOMAIN}`] };

async function verdictIn(zone: Zone, changes: Partial<Merchant> = {}): Promise<Verdict> {
  const server = await NameServer.start(zone);
  try {
    return await checkMailDomain({ ...nordicSupplies(), ...changes }, server.resolver);
  } finally {
    await server.close();
  }
}

describe('the check of the mail domain', () => {
  it('failed in live mode, and says where the records are', async () => {
    const verdict = await verdictIn(HALF, { mode: 'live' });

    expect(verdict.state).toBe('failed');
    expect(verdict.found).toContain(`SPF: ${DOMAIN} does not say who may send.`);
    expect(verdict.remedy).toContain('fakturabro mail domain --merchant nordic-supplies');
  });

  it('is a warning while mails go nowhere', async () => {
    expect((await verdictIn(HALF)).state).toBe('warning');
  });

  it('does not know when nobody answers', async () => {
    const { delivery } = nordicSupplies();
    const silent = { ...delivery!, from: 'faktura@shop.broken', replyTo: null };

    expect(await verdictIn({}, { delivery: silent })).toMatchObject({ state: 'not-known', remedy: null });
  });

  it('is well without mail', async () => {
    expect((await verdictIn({}, { mode: 'live', delivery: null })).state).toBe('ok');
  });
});
