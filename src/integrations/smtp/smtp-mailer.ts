import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Mailer, type MailAccepted, type OutgoingMail } from '../../delivery/mailer.port.js';
import { RuleViolation } from '../../domain/errors.js';
import type { DeliverySettings, Merchant } from '../../domain/merchant.js';
import { messageOptions } from '../../platform/mail/mail-message.js';
import { refusalOf, smtpFailure } from './smtp-failure.js';
import { serverOptions } from './smtp-server.js';

/** What nodemailer answers; its types leave the refusals of single recipients out. */
interface SentMail {
  readonly response?: string | undefined;
  readonly rejectedErrors?: readonly Error[] | undefined;
}

/** Mail through the merchant's own server, signed with DKIM where a key is configured. */
@Injectable()
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  private readonly transports = new Map<string, Transporter>();

  async send(merchant: Merchant, mail: OutgoingMail): Promise<MailAccepted> {
    const { delivery } = merchant;
    if (!delivery) throw new RuleViolation('DELIVERY_NOT_CONFIGURED', 'This merchant has no mail server.');
    const blind = mail.withBlindCopies ? delivery.bcc : [];
    try {
      const info: SentMail = await this.transportFor(merchant.id, delivery).sendMail({
        ...messageOptions(delivery, mail),
        bcc: [...blind],
        ...(mail.returnAddress === null ? {} : { envelope: { from: mail.returnAddress, to: [...mail.to, ...blind] } }),
      });
      // One taken recipient is success to nodemailer; a copy that was taken does not make up for the debtor.
      const refusal = refusalOf(mail.to, info.rejectedErrors);
      if (refusal) throw refusal;
      return { answer: info.response ?? 'accepted' };
    } catch (error) {
      throw smtpFailure(error);
    }
  }

  /** After the workers have finished what they were sending. */
  onApplicationShutdown(): void {
    for (const transport of this.transports.values()) transport.close();
  }

  private transportFor(merchantId: string, { smtp, dkim, concurrency }: DeliverySettings): Transporter {
    let transport = this.transports.get(merchantId);
    if (!transport) {
      transport = createTransport({
        pool: true,
        maxConnections: concurrency,
        ...serverOptions(smtp),
        ...(dkim
          ? { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey.reveal() } }
          : {}),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      this.transports.set(merchantId, transport);
    }
    return transport;
  }
}
