import { DEFAULT_MAIL_DESIGN, type MailDesign } from '../domain/mail/mail-design.js';
import type { Merchant } from '../domain/merchant.js';
import type { MailAttachment } from '../platform/mail/mail-message.js';

const LOGO_CID = 'logo@fakturabro';

/** What the frame of every mail names: whose it is, its colours and its logo. */
export interface MailFrame {
  readonly merchantName: string;
  readonly merchantNumber: string;
  readonly colors: MailDesign['colors'];
  readonly logoCid: string | null;
  readonly logoWidth: number | null;
  readonly logoHeight: number | null;
}

export function mailFrame(merchant: Merchant): MailFrame {
  const { colors, logo } = designOf(merchant);
  return {
    merchantName: merchant.name,
    merchantNumber: merchant.organizationNumber,
    colors,
    logoCid: logo && LOGO_CID,
    logoWidth: logo?.width ?? null,
    logoHeight: logo?.height ?? null,
  };
}

/** The logo travels with the mail: a picture fetched from elsewhere is blocked, and would tell when the mail is read. */
export function framePictures(merchant: Merchant): MailAttachment[] {
  const { logo } = designOf(merchant);
  if (!logo) return [];
  const filename = logo.contentType === 'image/png' ? 'logo.png' : 'logo.jpg';
  return [{ filename, contentType: logo.contentType, content: logo.content, cid: LOGO_CID }];
}

/** A merchant without delivery of its own still sends its operators a report. */
export function designOf(merchant: Merchant): MailDesign {
  return merchant.delivery?.mail ?? DEFAULT_MAIL_DESIGN;
}
