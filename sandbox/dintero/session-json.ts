import type { SessionRecord } from './records.js';

/** A session as a client reads it. Whatever is undefined is left out of the JSON. */
export function sessionJson(session: SessionRecord, withSystemHeaders = false): Record<string, unknown> {
  return {
    id: session.id,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
    expires_at: session.expiresAt ?? undefined,
    url: session.url,
    customer: session.customer,
    order: session.order,
    configuration: configurationJson(session),
    initiating_system_request_headers: withSystemHeaders ? session.systemHeaders : undefined,
    events: session.events,
    transaction_id: session.transaction?.wire.id,
    metadata: {
      ...session.metadata,
      ...(session.profileId === null ? {} : { 'session:profile_id': session.profileId }),
    },
    cancelled_by: session.cancelledAt === null ? undefined : session.account.settings.clientId,
    cancelled_at: session.cancelledAt ?? undefined,
  };
}

function configurationJson(session: SessionRecord): Record<string, unknown> {
  const products = [...session.products].map(([product, configuration]) => [
    product.replace('kravia.', ''),
    {
      type: 'payment_product_type',
      enabled: true,
      days_until_due: configuration.daysUntilDue,
      require_identity_verification: configuration.verified,
      invoice_channel: configuration.channel ?? undefined,
      invoice_schedule: configuration.interval === null ? undefined : { interval: configuration.interval },
    },
  ]);
  return { kravia: { type: 'payment_type', ...(Object.fromEntries(products) as Record<string, unknown>) } };
}
