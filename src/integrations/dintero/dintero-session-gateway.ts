import { Injectable } from '@nestjs/common';
import { ChannelRefused, OutcomeUnknown, ProviderRejected } from '../../domain/errors.js';
import type { ProviderSession } from '../../domain/invoice/provider-session.js';
import type { ProviderTransaction } from '../../domain/invoice/provider-transaction.js';
import type { Merchant } from '../../domain/merchant.js';
import type { InvoiceRequest } from '../../invoicing/invoice-gateway.port.js';
import { type CheckoutTerms, type OpenedSession, SessionGateway } from '../../invoicing/session-gateway.port.js';
import { Environment } from '../../platform/config/environment.js';
import { callbackUrl, returnUrl } from './callback-url.js';
import { DinteroApi } from './dintero-api.js';
import { errorIn, namesChannel } from './dintero-error.js';
import { toNewSession, toSessionPayment } from './to-session-request.js';
import { toSession } from './to-session.js';
import { toTransaction } from './to-transaction.js';
import type { DinteroTransaction, SessionPayAnswer } from './types/transaction.js';

/** Kravia invoices by way of a Dintero session, paid by us or by the debtor. */
@Injectable()
export class DinteroSessionGateway extends SessionGateway {
  constructor(
    private readonly dintero: DinteroApi,
    private readonly environment: Environment,
  ) {
    super();
  }

  async open(merchant: Merchant, request: InvoiceRequest, checkout: CheckoutTerms | null): Promise<OpenedSession> {
    const { publicUrl } = this.environment;
    // The general schema wants an address to return to; the examples of server-paid sessions leave it out.
    const url = { return_url: returnUrl(publicUrl, merchant), callback_url: callbackUrl(publicUrl, merchant) };
    const session = toNewSession(request, url, checkout);
    const { profileId } = merchant.invoicing;
    const created =
      profileId === null
        ? await this.dintero.sessions.create(merchant, session)
        : await this.dintero.sessions.createFromProfile(merchant, { ...session, profile_id: profileId });
    return { sessionId: created.id, url: isLink(created.url) ? created.url : null };
  }

  async pay(merchant: Merchant, sessionId: string, request: InvoiceRequest): Promise<ProviderTransaction> {
    const answer = await this.dintero.payments.paySession(merchant, sessionId, toSessionPayment(request));
    if (isTransaction(answer)) return this.translated(merchant, answer);
    // Dintero's pages differ about this answer: links, or an error. The session tells what came of it.
    const { transactionId } = await this.get(merchant, sessionId);
    if (transactionId !== null) {
      return this.translated(merchant, await this.dintero.transactions.get(merchant, transactionId));
    }
    if (answer.error === undefined) {
      throw new OutcomeUnknown('PAYMENT_UNDER_WAY', 'Dintero has taken the payment and not decided yet.', {}, ANSWERED);
    }
    const { code, message } = errorIn(answer, { code: 'PAY_REFUSED', message: 'the payment was refused' });
    const Refusal = namesChannel({ code, message }) ? ChannelRefused : ProviderRejected;
    throw new Refusal(code, message, { operation: 'POST /sessions/{id}/pay', status: 200 });
  }

  async get(merchant: Merchant, sessionId: string): Promise<ProviderSession> {
    return toSession(await this.dintero.sessions.get(merchant, sessionId), new Date());
  }

  async cancel(merchant: Merchant, sessionId: string): Promise<void> {
    await this.dintero.sessions.cancel(merchant, sessionId);
  }

  async paidAmong(merchant: Merchant, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    // More than one page only where a session has several attempts; the next poll sees those.
    const found = await this.dintero.transactions.page(merchant, { session_id: sessionIds });
    return new Set(found.flatMap(({ session_id: id }) => id ?? []));
  }

  private translated(merchant: Merchant, answer: DinteroTransaction): ProviderTransaction {
    return toTransaction(answer, merchant.baseCurrency, new Date());
  }
}

const ANSWERED = { answered: true };

/** It ends up in a mail, so it must be an address of the web and nothing else. */
function isLink(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function isTransaction(answer: SessionPayAnswer): answer is SessionPayAnswer & DinteroTransaction {
  return typeof answer.id === 'string' && typeof answer.status === 'string';
}
