// The connector with the guards of "never two invoices for one order" taken out: no look before a repetition, no strict
// reference, no quiet period. The crash test must find duplicates with it, or it proves nothing.
import { DinteroClient } from '../../dist/src/integrations/dintero/dintero.client.js';
import { AdoptTransaction } from '../../dist/src/invoicing/adopt-transaction.js';
import { Invoices } from '../../dist/src/invoicing/invoices.js';
import { startService } from '../../dist/src/service.js';

const { send } = DinteroClient.prototype;
DinteroClient.prototype.send = function sendWithoutToggle(merchant, { featureToggles: _, ...call }) {
  return send.call(this, merchant, call);
};
AdoptTransaction.prototype.find = async () => null;
const { claimIssue } = Invoices.prototype;
Invoices.prototype.claimIssue = async function claimWithoutMemory(...args) {
  const claim = await claimIssue.apply(this, args);
  return claim && { ...claim, unansweredSince: null };
};

await startService(process.env);
