/**
 * The invoices of the last months that a policy would be about if they were issued on a later day, each with the one
 * policy that decides. $1 merchant, $2 months, $3 the policies in force on that day as JSON, the deciding one first.
 * What never was an invoice, and what took the place of another, does not count.
 */
const CANDIDATES = `
  policy as (
    select * from jsonb_to_recordset($3::jsonb) as p (nr integer, debtor text, countries jsonb, channel text)
  ),
  candidate as (
    select i.debtor_id, i.channel, i.debtor_type, i.debtor_country, i.total_minor, i.created_at, p.nr
    from invoice i
    cross join lateral (
      select * from policy
      where (policy.debtor is null or policy.debtor = i.debtor_type)
        and (policy.countries = '[]' or policy.countries ? i.debtor_country)
      order by policy.nr limit 1
    ) p
    where i.merchant_id = $1 and i.created_at >= now() - make_interval(months => $2)
      and i.product <> 'b2b-grouped' and i.flow <> 'adopted'
      and i.state not in ('rejected', 'withdrawn', 'voided', 'expired')
      and i.channel is distinct from p.channel`;

/** One row for each debtor, policy and present channel, by debtor. $4, $5, $6 the last row of the page before; $7 rows. */
export const AFFECTED = `
  with ${CANDIDATES} and ($4::text is null or i.debtor_id >= $4)
  )
  select debtor_id, nr, channel, count(*) as invoices, sum(total_minor) as total, max(created_at) as last_at,
    max(debtor_type) as debtor_type, array_agg(distinct debtor_country::text order by debtor_country::text) as countries
  from candidate
  where $4::text is null or (debtor_id, nr, coalesce(channel, '')) > ($4, $5::integer, $6::text)
  group by debtor_id, nr, channel
  order by debtor_id, nr, coalesce(channel, '') limit $7`;

/** How many there are in all, and how many invoices nobody can tell of because their debtor's country was not kept then. */
export const AFFECTED_TOTALS = `
  with ${CANDIDATES}
  )
  select count(distinct debtor_id) as debtors, count(*) as invoices, coalesce(sum(total_minor), 0) as total,
    (select count(*) from invoice where merchant_id = $1 and created_at >= now() - make_interval(months => $2)
       and debtor_country is null and product <> 'b2b-grouped' and flow <> 'adopted'
       and state not in ('rejected', 'withdrawn', 'voided', 'expired')) as unknown
  from candidate`;
