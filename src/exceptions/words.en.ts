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
  ORDER_CHANGED_PAID: {
    what: 'The order came back changed ({fields}), but {paid} of its invoice is paid, so it cannot be voided and issued anew.',
    next: 'Send the difference as an order of its own, or settle with the debtor outside Dintero; then resolve this.',
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
  POLICY_HOLD: {
    what: 'From {from}, the delivery policy wants invoices like this to go through {channel}, not {decided}; nothing was sent. {text}',
    next: 'Release it to have it sent as it was decided, or cancel it and send the order with the other channel.',
  },
  POLICY_NOTICE: {
    what: 'From {from}, the delivery policy wants invoices like this to go through {channel}; this one goes through {decided} all the same. {text}',
    next: 'Change the rule or the order in the ERP, so that the next one goes where it should; then resolve this.',
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
    next: 'Check in Dintero Backoffice that the API client still exists, and that clientId, clientSecret and accountId in the merchant file are its own; correct them and restart. Waiting work goes on by itself.',
  },
  PROVIDER_SCOPE_MISSING: {
    what: 'Dintero does not permit {operation} to our API client: {reason} It probably lacks the scope {scope}.',
    next: 'Give the API client that scope in Dintero Backoffice, wait a minute, and press retry; a run tries again by itself. All other work goes on.',
  },
  WEBHOOK_VANISHED: {
    what: 'The webhook by which Dintero tells us of changes ({subscriptionId} to {url}) is gone: Dintero drops one that it cannot deliver, or somebody changed it.',
    next: 'A new one is made by itself. If it happens again, see with "fakturabro doctor" whether Dintero can reach us. Callbacks and polling went on meanwhile.',
  },
  WEBHOOK_REFUSED: {
    what: 'Dintero does not let us make or keep the webhook by which it tells us of changes: {reason}',
    next: 'Correct the cause: PUBLIC_URL must be a public https address, and the API client must be allowed to manage webhooks. Or set dintero.manageHook to false. Payments are found by callbacks and polling, settlements at night.',
  },
  ADOPTION_MISMATCH: {
    what: 'The transaction at Dintero that should be this invoice differs in {what}: {theirs} instead of {ours}.',
    next: 'Look at it in Dintero Backoffice. Correct the order in the ERP, or void the wrong one there, then press retry.',
  },
  DUPLICATE_AT_PROVIDER: {
    what: 'Dintero has {count} accepted transactions with this reference.',
    next: 'Void the surplus ones in Dintero Backoffice, then press retry.',
  },
  SALE_UNKNOWN: {
    what: 'The order names a sale at Dintero ({sale}) that cannot be bound: {reason}',
    next: 'Correct the id in the ERP and send the order again, or press retry once the sale exists. Nothing was invoiced.',
  },
  SALE_TAKEN: {
    what: 'The transaction {transactionId} belongs to order {orderId} already; it cannot pay for another one.',
    next: 'Find out which order it belongs to, correct the other one in the ERP, and send that again.',
  },
  CHECKOUT_DECLINED: {
    what: 'The debtor tried to accept the invoice and was refused: {reason}',
    next: 'The debtor may try again until {until}. Press retry to make a new link, or cancel the order.',
  },
  CHECKOUT_EXPIRED: {
    what: 'The link to accept the invoice ran out on {until} unused.',
    next: 'Press retry to make a new link, or cancel the order in the ERP.',
  },
  CHECKOUT_ENDED: {
    what: 'The checkout was ended without an invoice, by the debtor or at Dintero.',
    next: 'Ask the debtor. Press retry to make a new link, or cancel the order in the ERP.',
  },
  LINK_REFUSED: {
    what: 'The mail server refused the e-mail with the link to accept the invoice: {answer}',
    next: 'Give the debtor the link shown with the invoice, or press retry to send the e-mail again.',
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
    what: 'The invoice {invoiceNumber} cannot be cancelled: {paid} of {total} {currency} is paid.',
    next: 'Pay the money back outside Dintero, write the credit note in the ERP, and resolve this.',
  },
  VOID_REFUSED: {
    what: 'Dintero refused to cancel the invoice: {reason}',
    next: 'The invoice stands and is collected. Ask Dintero, then cancel it again.',
  },
  VOID_CAUSE_NEEDED: {
    what: '{paid} of the invoice was paid and the rest of {rest} is cancelled; whether to credit it or to write it off is unknown.',
    next: 'Decide with the accountant: sale-cancelled, goods-returned or wrong-invoice writes a credit note, uncollectable or goodwill a loss.',
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
  DELIVERY_BOUNCED: {
    what: 'The invoice e-mail was accepted and came back later ({status}): {answer}',
    next: 'Correct the address and resend, or resend to the fallback address. Collection has started, so the channel cannot change any more; handing over to Kravia voids the invoice and issues the order anew.',
  },
  ADDRESS_SUPPRESSED: {
    what: 'Mail to this address came back before, so the invoice was not e-mailed.',
    next: 'Correct the address and resend, or lift the suppression if the address works again: then it is sent at once.',
  },
  COLLECTION_LATE: {
    what: 'Authorised on {since}, and {days} bank day(s) later collection has not started; at most {limit} are allowed.',
    next: 'See whether the capture was refused, and whether a worker is running. Nothing is e-mailed before.',
  },
  ACCEPTANCE_LATE: {
    what: 'Collection started on {since}, and {days} bank day(s) later no mail server has accepted the invoice; at most {limit} are allowed.',
    next: 'See the document and the attempts of the delivery. The debtor may learn of the invoice by a reminder.',
  },
  DELIVERY_UNDECIDED: {
    what: 'The time for bounces ended on {since}, but the mailbox has not been read since, so nobody knows whether the invoice arrived.',
    next: 'Make the mailbox readable again; this closes by itself afterwards.',
  },
  BOUNCES_UNREADABLE: {
    what: 'The mailbox for bounces at {host} cannot be read: {reason}',
    next: 'Check delivery.bounces.imap and the password. No e-mail counts as delivered until it is read.',
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
  PAYMENT_REVERSED: {
    what: 'A settlement took back a payment of {amount}; the debt lives again.',
    next: 'Check with Dintero that Kravia collects it again; if the sale itself is undone, cancel the invoice.',
  },
  REFUND_REPORTED: {
    what: 'Dintero reports a refund (event {event}, {name}) of {amount}, which Kravia invoices should not have. Nothing was booked.',
    next: 'Ask Dintero what it is. A line of a settlement that takes the money back is booked by itself.',
  },
  EVENT_CORRECTED: {
    what: 'Dintero corrects earlier events of the transaction (event {event}, {name}). Nothing was booked for it.',
    next: 'Compare the transaction in Dintero Backoffice with the journal entries and correct with the accountant.',
  },
  BOOKS_CORRECTED: {
    what: 'Dintero told an earlier event late; entries were undone and booked anew ({parts}).',
    next: 'Look at the journal entries of the invoice; nothing else is to be done if they agree with Dintero.',
  },
  STATUS_EVENTS_DISAGREE: {
    what: 'Dintero says {status}, but its payment events sum to {paid} of {total}.',
    next: 'We book events only. Ask Dintero if this lasts longer than a day.',
  },
  TRANSACTION_HANGS: {
    what: 'Dintero has left the transaction at {status} since {since}; we asked it {tries} times to look after it.',
    next: 'Ask Dintero what became of the transaction. Press retry to ask once more; if it moves, this closes by itself.',
  },
  SETTLEMENT_UNBALANCED: {
    what: 'The settlement does not add up: {what}, expected {expected}, found {found}. Nothing was posted.',
    next: 'Compare it with the report in Dintero Backoffice and ask Dintero; press retry when it was corrected.',
  },
  SETTLEMENT_LINE_UNKNOWN: {
    what: '{count} line(s) of the settlement fit no payment of ours, first {transactionId} with {amount}. Nothing was posted.',
    next: 'Find out which sale the money belongs to, then press retry.',
  },
  SETTLEMENT_REVERSAL_UNKNOWN: {
    what: '{count} line(s) of the settlement take back money that fits no single payment, first {transactionId} with {amount}. Nothing was posted.',
    next: 'Find out with Dintero which payment is taken back, then press retry.',
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
