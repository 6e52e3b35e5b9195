// $1 merchant, $2 its time zone, $3 the last day on which something may have begun that is late by now.

/** Authorised for the merchant's own delivery, and collection has not started. */
export const NOT_STARTED = `
  select reference, since from (
    select i.reference, to_char(coalesce(
        (select min(e.occurred_at) from transaction_event e where e.invoice_id = i.id), i.created_at
      ) at time zone $2, 'YYYY-MM-DD') as since
    from invoice i
    where i.merchant_id = $1 and i.channel = 'merchant' and i.state = 'authorised' and i.collection_started_at is null
  ) begun where since <= $3`;

/** Collection has started, and no mail server has ever accepted the invoice. */
export const NOT_ACCEPTED = `
  select reference, since from (
    select i.reference, to_char(i.collection_started_at at time zone $2, 'YYYY-MM-DD') as since
    from invoice i
    where i.merchant_id = $1 and i.channel = 'merchant' and i.state in ('issued', 'partly-paid')
      and i.collection_started_at is not null
      and not exists (select 1 from delivery d where d.invoice_id = i.id and d.accepted_at is not null)
  ) begun where since <= $3`;

/** Open cases whose cause is gone: the clock has stopped, or the invoice is paid or cancelled and need not arrive any more. */
export const GONE_CAUSES = `
  select c.subject_id as reference, c.code
  from exception_case c join invoice i on i.merchant_id = c.merchant_id and i.reference = c.subject_id
  where c.merchant_id = $1 and c.state = 'open' and c.subject_kind = 'invoice' and (
    (c.code in ('DELIVERY_REFUSED', 'DELIVERY_BOUNCED', 'ADDRESS_SUPPRESSED') and i.state in ('paid', 'voided', 'closed'))
    or (c.code = 'COLLECTION_LATE' and (i.state <> 'authorised' or i.collection_started_at is not null))
    or (c.code = 'ACCEPTANCE_LATE' and (i.state not in ('issued', 'partly-paid')
      or exists (select 1 from delivery d where d.invoice_id = i.id and d.accepted_at is not null)))
    or (c.code = 'DELIVERY_UNDECIDED' and (i.state not in ('issued', 'partly-paid')
      or not exists (select 1 from delivery d where d.invoice_id = i.id and d.state = 'accepted'
        and d.window_ends_on is not null and d.delivered_at is null and d.bounced_at is null))))`;
