import { createTransport } from 'nodemailer';
import { messageOf } from '../../domain/errors.js';
import type { DeliverySettings, Merchant } from '../../domain/merchant.js';
import { failed, ok, type Verdict, warning } from '../../platform/checks/check.js';
import { serverOptions } from './smtp-server.js';

/** Whether the mail server greets us, keeps what we say to itself, and takes our login. Nothing is sent. */
export async function checkMailServer({ delivery, mode }: Merchant): Promise<Verdict> {
  if (!delivery) return ok('There is no delivery section: Kravia delivers every invoice, and nothing is e-mailed.');
  const { smtp } = delivery;
  const where = `${smtp.host}:${smtp.port}`;
  const login = smtp.user && smtp.password ? 'and takes our login' : 'and asks for no login';
  if (await isFine(smtp, true)) return ok(`${where} answers in TLS ${login}.`);
  const fault = await faultOf(smtp, false);
  if (fault !== null)
    return failed(`${where} cannot be used: ${fault}`, 'Correct delivery.smtp, or ask whoever runs it.');
  const found = `${where} answers ${login}, but in clear text: invoices and password can be read on the way.`;
  const remedy = 'Use a server with STARTTLS, or secure: true with its TLS port.';
  return mode === 'live' && smtp.password ? failed(found, remedy) : warning(found, remedy);
}

async function isFine(smtp: DeliverySettings['smtp'], requireTLS: boolean): Promise<boolean> {
  return (await faultOf(smtp, requireTLS)) === null;
}

/** What goes wrong between connecting and logging in, or null. */
async function faultOf(smtp: DeliverySettings['smtp'], requireTLS: boolean): Promise<string | null> {
  const transport = createTransport({ ...serverOptions(smtp), requireTLS });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return messageOf(error);
  } finally {
    transport.close();
  }
}
