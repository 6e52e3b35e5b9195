/**
 * Pairs lines with payments of the same transaction and the same amount. Where one transaction has several equal
 * payments they are paired in order; a payment the provider itself ties to this settlement goes first. A line without a
 * transaction id is found by our reference. The unique key on `payment_id` lets no payment be paid out twice.
 */
export const MATCH_LINES = `
  with line as (
    select l.no, l.capture_minor, coalesce(l.transaction_id, i.transaction_id) as transaction_id,
      case when l.transaction_id is null then 'reference' else 'transaction' end as found_by,
      row_number() over (
        partition by coalesce(l.transaction_id, i.transaction_id), l.capture_minor order by l.occurred_on, l.no) as rank
    from settlement_line l
    left join invoice i on l.transaction_id is null and i.merchant_id = $1 and i.reference = l.reference
    where l.settlement_pk = $2 and l.capture_minor > 0 and l.payment_id is null
  ), open_payment as (
    select p.id, p.transaction_id, p.amount_minor,
      row_number() over (
        partition by p.transaction_id, p.amount_minor
        order by ($3 = any(p.settlement_ids)) desc, p.paid_at, p.id) as rank
    from payment p
    where p.merchant_id = $1 and p.transaction_id in (select transaction_id from line)
      and not exists (select 1 from settlement_line taken where taken.payment_id = p.id)
      and not exists (select 1 from settlement_line taken where taken.overpayment_id = p.id)
  )
  update settlement_line l set payment_id = p.id, matched_by = line.found_by || ' and amount'
  from line join open_payment p
    on p.transaction_id = line.transaction_id and p.amount_minor = line.capture_minor and p.rank = line.rank
  where l.settlement_pk = $2 and l.no = line.no`;
