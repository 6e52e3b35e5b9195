/**
 * What tests read out of JSON answers. Members are typed as they are when they are there; which of them an answer
 * has is for the tests to find out.
 */

interface EventAnswer {
  readonly id: string;
  readonly event: string;
  readonly transaction_status: string;
  readonly amount: number;
  readonly event_reference: string;
  readonly correlation_request_id: string;
  readonly error: unknown;
  readonly metadata: MetadataAnswer;
  readonly settlements: { readonly settlement_status: string };
}

interface MetadataAnswer {
  readonly 'kravia:invoice_number': string;
  readonly 'kravia:invoice_url': string;
  readonly 'kravia:invoice_channel': string;
  readonly 'kravia:invoice_date': string;
  readonly 'kravia:invoice_due_date': string;
  readonly 'kravia:payment_details:kid': string;
  readonly 'session:profile_id': string;
}

export interface TransactionAnswer {
  readonly id: string;
  readonly session_id: string;
  readonly created_at: string;
  readonly status: string;
  readonly success: boolean;
  readonly amount: number;
  readonly merchant_reference: string;
  readonly merchant_reference_2: string;
  readonly initiating_system_request_headers: Readonly<Record<string, string>>;
  readonly settlement_status: string;
  readonly items: readonly { readonly line_id: string }[];
  readonly metadata: MetadataAnswer;
  readonly events: readonly EventAnswer[];
  readonly session: SessionAnswer;
}

export interface SessionAnswer {
  readonly transaction_id: string;
  readonly order: { readonly amount: number; readonly merchant_reference: string };
  readonly events: readonly { readonly name: string }[];
}

export interface SettlementAnswer {
  readonly id: string;
  readonly settled_at: string;
  readonly updated_at: string;
  readonly payment_status: string;
  readonly provider_reference: string;
  readonly amounts: readonly { readonly capture: number }[];
  readonly attachments: readonly { readonly id: string; readonly extension: string }[];
}

export interface ReportAnswer {
  readonly amount: number;
  readonly capture: number;
  readonly transactions: readonly Readonly<Record<string, number>>[];
}

interface DeliveryAnswer {
  readonly outcome: string;
  readonly tries: readonly { readonly status: number | null }[];
}

export interface StateAnswer {
  readonly transactions: number;
  readonly subscriptions: number;
  readonly concurrentMax: number;
  readonly perSecondMax: number;
  readonly invoicedTwice: readonly string[];
  readonly callbacks: Readonly<Record<string, number>>;
  readonly hooks: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What callbacks and hooks carry. */
export interface CallbackAnswer {
  readonly event: string;
  readonly status: string;
  readonly session: SessionAnswer;
  readonly transaction: { readonly status: string };
}

export interface MessageAnswer {
  readonly id: string;
  readonly subject: string;
  readonly envelope: { readonly from: string };
  readonly headers: Readonly<Record<string, string>>;
}

/** Any other answer: the members of all of them. */
export interface Body
  extends
    Omit<TransactionAnswer, 'items' | 'events'>,
    Pick<SettlementAnswer, 'amounts' | 'payment_status' | 'updated_at'> {
  readonly access_token: string;
  readonly accounts: Readonly<Record<string, unknown>>;
  readonly answers: readonly unknown[];
  readonly cancelled_at: string;
  readonly deliveries: readonly DeliveryAnswer[];
  readonly duplicatesByReference: Readonly<Record<string, number>>;
  readonly entries: readonly unknown[];
  readonly error: { readonly message: string; readonly errors: readonly { readonly field: string }[] };
  readonly event: EventAnswer;
  readonly events: readonly EventAnswer[];
  readonly faults: readonly unknown[];
  readonly invoices: readonly { readonly number: string; readonly kid: string; readonly transactionIds: string[] }[];
  readonly items: readonly SettlementAnswer[];
  readonly last_evaluated_key: { readonly id: string; readonly account_id: string; readonly settled_at: string };
  readonly messageId: string;
  readonly messages: readonly MessageAnswer[];
  readonly next_cursor: string | null;
  readonly now: string;
  readonly order: SessionAnswer['order'];
  readonly orders: readonly { readonly orderId: string }[];
  readonly payments: readonly { readonly event: EventAnswer; readonly returnedMinor: number }[];
  readonly requests: readonly unknown[];
  readonly signature: { readonly secret: string };
  readonly transaction: TransactionAnswer;
  readonly transaction_id: string;
  readonly unidentifiedRequests: unknown;
  readonly url: string;
}
