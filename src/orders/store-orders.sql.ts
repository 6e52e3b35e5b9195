/**
 * Stores any number of messages with their verdict, and the orders among them that are new, in one statement.
 * An order inserted by somebody else at the same instant is not visible here; its message is then stored as `changed`,
 * and the importer, which locks the order first, sees that nothing changed.
 */
export const STORE_ORDERS = `
  with input as materialized (
    select nextval('inbox_id_seq') as inbox_id, m.*
    from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::bytea[],
                $10::integer[], $11::text[], $12::text[], $13::bigint[], $14::text[], $15::text[])
      with ordinality as m (source, order_id, message_id, headers, body, kind, problems, hash,
                            revision, order_number, currency, total_minor, debtor_id, erp_number, no)
  ), fresh as (
    insert into sales_order (merchant_id, order_id, order_number, revision, content_hash, inbox_id, currency,
      total_minor, debtor_id, state)
    select $1, order_id, order_number, revision, hash, inbox_id, currency, total_minor, debtor_id, 'received'
    from input where kind = 'order'
    on conflict (merchant_id, order_id) do nothing
    returning inbox_id
  ), known as (
    select o.order_id, o.revision, o.content_hash, o.state, o.inbox_id as known_inbox_id, o.cancelled_at is not null as is_cancelled,
      o.waiting_revision, i.*
    from sales_order o
    left join lateral (
      select i.state as invoice_state, i.product, i.channel, i.collection_started_at is not null as is_started,
        i.paid_minor, i.open_minor, i.total_minor as invoice_total, i.cancel_requested_at is not null as cancel_requested,
        i.reference, i.currency as invoice_currency, i.erp_invoice_number
      from invoice i where i.sales_order_id = o.id order by i.revision desc limit 1) i on true
    where o.merchant_id = $1 and o.order_id = any($3)
  ), judged as (
    select input.inbox_id, input.no, input.source, input.message_id, input.headers, input.body, input.problems,
      input.order_id as subject, input.erp_number, known.*,
      case
        when input.kind = 'refused' then 'refused'
        when input.kind = 'cancellation' then
          case when known.state = 'cancelled' then 'known' else 'new' end
        when fresh.inbox_id is not null then 'new'
        when known.content_hash = input.hash and known.revision = input.revision then 'known'
        when greatest(known.revision, known.waiting_revision) > input.revision
          or (known.is_cancelled and known.revision = input.revision) then 'stale'
        else 'changed'
      end as verdict
    from input
    left join fresh on fresh.inbox_id = input.inbox_id
    left join known on known.order_id = input.order_id
  ), stored as (
    insert into inbox (id, merchant_id, source, subject, message_id, headers, body, verdict, problems, handled_at)
    select inbox_id, $1, source, subject, message_id, headers::jsonb, body, verdict, problems::jsonb,
      -- The original again, after an invalid version of it, is left to the importer, which closes the exception.
      -- So is the original with a number of its invoice that is not noted yet.
      case when verdict in ('known', 'stale') and (erp_number is null or erp_number = erp_invoice_number) and not exists (
        select 1 from exception_case e where e.merchant_id = $1 and e.state = 'open' and e.code = 'ORDER_INVALID'
          and e.subject_kind = 'order' and e.subject_id = subject) then now() end
    from judged
  )
  select no, verdict, state, revision, is_cancelled, waiting_revision, known_inbox_id, invoice_state, product, channel,
    is_started, paid_minor, open_minor, invoice_total, invoice_currency, cancel_requested, reference
  from judged`;
