/** How many of a group's orders are shown; all of them are counted. */
const ORDERS_SHOWN = 100;

const WAITING = `i.merchant_id = $1 and i.billing_group_id is not null and i.collection_started_at is null
  and i.state in ('planned', 'held', 'submitting', 'pending', 'authorised') and i.cancel_requested_at is null`;

/** What the provider has not taken yet will be taken today. */
const DUE_ON = `coalesce(i.issue_due, case i.billing_interval when 'monthly' then $2::date else $3::date end)`;

/**
 * The coming grouped invoices, a page of them in the order they are issued, each with its orders and with what the same
 * company gets besides. $2, $3: issue date of a monthly and of a quarterly purchase made today; $4 to $7: the last of the
 * page before; $8 debtor id; $9 page size.
 */
export const FORECAST = `
  with coming as materialized (
    select i.billing_group_id as group_id, i.currency, i.billing_interval as every, ${DUE_ON} as due_on,
      count(*) as orders, sum(i.total_minor) as total, min(i.days_until_due) as days_min, max(i.days_until_due) as days_max,
      count(*) filter (where i.state = 'authorised') as orders_taken,
      coalesce(sum(i.total_minor) filter (where i.state = 'authorised'), 0) as total_taken
    from invoice i where ${WAITING} group by 1, 2, 3, 4
  ), page as (
    select * from coming c
    where ($4::date is null or (c.due_on, c.group_id, c.currency, c.every) > ($4::date, $5::bigint, $6::text, $7::text))
      and ($8::text is null or exists (
        select 1 from invoice i where ${WAITING} and i.billing_group_id = c.group_id and i.debtor_id = $8))
    order by c.due_on, c.group_id, c.currency, c.every limit $9
  ), kin as materialized (
    select p.group_id, p.currency, p.every, p.due_on, other.id as other_id, other.debtor
    from page p join billing_group g on g.id = p.group_id
    join billing_group other on other.merchant_id = $1 and other.debtor_hash = g.debtor_hash and other.id <> g.id
  ), related as (
    select k.group_id, k.currency, k.every, k.due_on, jsonb_agg(jsonb_build_object('debtor', encode(k.debtor, 'hex'),
      'orders', c.orders, 'amount', c.total) order by c.group_id) as siblings
    from kin k join coming c on c.group_id = k.other_id and c.due_on = k.due_on and c.currency = k.currency
    group by 1, 2, 3, 4
  )
  select p.*, g.debtor, o.shown, coalesce(r.siblings, '[]') as siblings
  from page p join billing_group g on g.id = p.group_id
  left join related r using (group_id, currency, every, due_on)
  cross join lateral (
    select jsonb_agg(jsonb_build_object('orderId', x.order_id, 'orderNumber', x.order_number, 'reference', x.reference,
      'debtorId', x.debtor_id, 'state', x.state, 'amount', x.total_minor) order by x.id) as shown
    from (
      select i.* from invoice i
      where ${WAITING} and i.billing_group_id = p.group_id and i.currency = p.currency and i.billing_interval = p.every
        and ${DUE_ON} = p.due_on
      order by i.id limit ${ORDERS_SHOWN}) x
  ) o
  order by p.due_on, p.group_id, p.currency, p.every`;
