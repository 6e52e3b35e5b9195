import type { WordList } from './exception-codes.js';

export const ENGLISH: WordList = {
  ORDER_INVALID: {
    what: 'The ERP sent an order that cannot be invoiced: {count} field(s) are wrong, first {pointer}: {message}',
    next: 'Correct the order in the ERP and send it again. Every wrong field is listed with the message in the inbox.',
  },
  ORDER_CHANGED: {
    what: 'The order came back changed after it had been invoiced ({fields}).',
    next: 'Cancel the order in the ERP and send it again with a higher revision, or undo the change.',
  },
  TAX_CODE_UNMAPPED: {
    what: 'Line {lineId} has {rate} % VAT with ERP tax code {erpCode}, which is not mapped for {country}.',
    next: 'Add the pair to ledger.vat in the merchant file, restart, and press retry.',
  },
  NO_INVOICING_RULE: {
    what: 'No invoicing rule fits a {debtor} in {country}.',
    next: 'Add a rule to invoicing.rules in the merchant file, restart, and press retry.',
  },
  GROUPED_BY_MERCHANT: {
    what: 'The order asks for a grouped invoice that the merchant delivers; Kravia always delivers grouped invoices.',
    next: 'Send the order with the channel kravia, or with the product b2b.',
  },
  DISCOUNT_TOO_LARGE: {
    what: 'The discount on line {lineId} is larger than the lines with its VAT rate and code.',
    next: 'Correct the discount in the ERP and send the order again.',
  },
  CURRENCY_NOT_SUPPORTED: {
    what: 'The order is in {currency}; the books of this merchant are in {baseCurrency}.',
    next: 'Send the order in {baseCurrency}.',
  },
  DELIVERY_NOT_CONFIGURED: {
    what: 'The order is to be delivered by e-mail, but this merchant has no delivery section.',
    next: 'Add delivery to the merchant file, restart, and press retry, or send the order with the channel kravia.',
  },
  INVOICE_HELD: {
    what: 'The total of {total} is above the limit of {limit}; nothing was sent.',
    next: 'Check the order, then release or cancel it.',
  },
  GROUPED_ORDER_LATE: {
    what: 'The order is dated {orderDate}, but that billing period ended on {periodEnd}, before Dintero had the order: it will be on the invoice of {issueDate}.',
    next: 'Nothing, if that is soon enough. Otherwise cancel the order in the ERP and send it again with a higher revision and the product b2b.',
  },
  GROUPED_NOT_ISSUED: {
    what: 'The grouped invoice with this purchase was to be issued on {issueDate}; {bankDays} bank days later Dintero shows no sign of it.',
    next: 'Compare invoicing.grouped.interval with what the account has. If it is right, ask Dintero. Until the invoice is issued, the purchase is neither collected nor booked.',
  },
  INVOICE_DATE_LATE: {
    what: 'The sale was booked on {booked}, before the invoice date was known; the invoice is dated {invoiceDate}, in another month.',
    next: 'Decide with the accountant whether to move the entry to the other VAT period.',
  },
  PROVIDER_REJECTED: {
    what: 'Dintero refused the invoice: {reason}',
    next: 'Correct the order in the ERP and send it again, or press retry if the cause is gone.',
  },
  PROVIDER_CREDENTIALS: {
    what: 'Dintero does not accept our credentials ({status}): {reason}',
    next: 'Check client id, secret and scopes of the API client. Waiting work goes on by itself afterwards.',
  },
  ADOPTION_MISMATCH: {
    what: 'A transaction with our reference exists at Dintero, but its {what} differs: {theirs} instead of {ours}.',
    next: 'Look at the transaction in Dintero Backoffice; void the wrong one there, then press retry.',
  },
  DUPLICATE_AT_PROVIDER: {
    what: 'Dintero has {count} accepted transactions with this reference.',
    next: 'Void the surplus ones in Dintero Backoffice, then press retry.',
  },
  CHANNEL_DIFFERS: {
    what: 'The invoice was to be delivered through {ours}, but Dintero says {theirs}.',
    next: 'Ask Dintero whether the account may use this channel. Nothing is e-mailed while Kravia delivers.',
  },
  CHANNEL_NOT_ALLOWED: {
    what: 'Dintero refuses to let the merchant deliver this invoice itself: {reason}',
    next: 'Ask Dintero to allow the merchant channel for this account, or set invoicing.channelFallback to kravia and restart; then press retry.',
  },
  CHANNEL_FELL_BACK: {
    what: 'Dintero refuses the merchant channel to this account, so Kravia delivers what the merchant was to deliver, last {reference}: {reason}',
    next: 'Ask Dintero to allow the merchant channel, or choose the channel kravia in the rules, so that it is no surprise.',
  },
  CAPTURE_REFUSED: {
    what: 'Dintero refused to start collection: {reason}',
    next: 'Without it nobody collects this invoice, and it is not e-mailed. Ask Dintero, then press retry.',
  },
  CANCEL_REFUSED: {
    what: 'The order was cancelled in the ERP, but the invoice cannot be cancelled: {reason}',
    next: 'A paid invoice is credited outside Dintero; settle it with the debtor and resolve this.',
  },
  VOID_CAUSE_NEEDED: {
    what: 'The rest of a partly paid invoice was cancelled; whether to credit it or to write it off is unknown.',
    next: 'Decide with the accountant: credit note when the sale is undone, loss when the debtor will not pay.',
  },
  DOCUMENT_MISSING: {
    what: 'Dintero has no PDF for this invoice yet ({reason}).',
    next: 'We keep trying. If it stays away, ask Dintero for the file and press retry.',
  },
  DOCUMENT_UNUSABLE: {
    what: 'What Dintero sent as the invoice PDF cannot be used: {reason}',
    next: 'Ask Dintero for the file, then press retry.',
  },
  ADDRESS_REFUSED: {
    what: 'An address was not called: {reason} Host: {host}',
    next: 'If the host is right, add it to the configuration; otherwise ask where the address comes from.',
  },
  DELIVERY_REFUSED: {
    what: 'The mail server refused the invoice e-mail: {answer}',
    next: 'Correct the address in the ERP and resend the invoice to it.',
  },
  PAYMENT_UNREADABLE: {
    what: 'Dintero reports a payment (event {event}) without a usable amount.',
    next: 'Look at the transaction in Dintero Backoffice and ask Dintero; nothing was booked.',
  },
  CAPTURE_AFTER_VOID: {
    what: 'A payment of {amount} arrived on a cancelled invoice. It is booked as owed to the debtor.',
    next: 'Kravia returns it to the debtor; check that it does.',
  },
  OVERPAID: {
    what: 'The debtor paid {amount} more than was open. It is booked as owed to the debtor.',
    next: 'Check that Kravia returns it, or settle it with the debtor.',
  },
  STATUS_EVENTS_DISAGREE: {
    what: 'Dintero says {status}, but its payment events sum to {paid} of {total}.',
    next: 'We book events only. Ask Dintero if this lasts longer than a day.',
  },
  SETTLEMENT_UNBALANCED: {
    what: 'The settlement does not add up: {what}, expected {expected}, found {found}. Nothing was posted.',
    next: 'Compare it with the report in Dintero Backoffice and ask Dintero; press retry when it was corrected.',
  },
  SETTLEMENT_LINE_UNKNOWN: {
    what: '{count} line(s) of the settlement fit no payment of ours, first {transactionId} with {amount}. Nothing was posted.',
    next: 'Find out which sale the money belongs to, then press retry.',
  },
  SETTLEMENT_REPORT_MISSING: {
    what: 'The settlement has no JSON report ({reason}). Nothing was posted.',
    next: 'Make sure JSON reports are enabled at Dintero. We look again every night.',
  },
  SETTLEMENT_CHANGED: {
    what: 'Dintero changed a settlement that is already posted.',
    next: 'Compare the old and the new report; correct with the accountant if the figures differ.',
  },
  ERP_REFUSED: {
    what: 'The ERP refused {what}: {reason}',
    next: 'Correct the cause in the ERP, then press retry.',
  },
  ERP_READBACK_DIFFERS: {
    what: 'The ERP stored something else than we posted: {difference}',
    next: 'Compare the voucher in the ERP with the journal entry and correct it there.',
  },
  ERP_ORDERS_UNREADABLE: {
    what: 'Orders from {source} cannot be read: {reason}',
    next: 'Correct the source; nothing was skipped, the next run reads it again.',
  },
  STEP_GAVE_UP: {
    what: 'The step {step} failed and will not be tried again by itself: {reason}',
    next: 'Press retry when the cause is gone. The nightly run tries it again too.',
  },
};
