-- What is measured of every professional once a day, in one statement; only profiles whose numbers differ are written, and
-- their ids given back. updated_at stays: it says when a person changed the profile.
--   :now, :since              the measurement and the start of the window for messages
--   :identity, :age, :academic, :full_age_months   the mix of the confidence score
with stars as (
    select professional_id, avg(stars)::double precision as rating, count(*) as reviews
    from review
    where created_at <= :now
    group by professional_id
),
answered as (
    -- Share of the clients' messages in the window after which the professional wrote in the same contract.
    select p.id as professional_id,
           avg(case when exists (
               select from message reply
               where reply.professional_id = p.id and reply.contract_id = asked.contract_id and reply.author = p.user_id
                 and reply.created_at > asked.created_at and reply.created_at <= :now
           ) then 1.0 else 0.0 end)::double precision as share
    from message asked
    join professional p on p.id = asked.professional_id
    where asked.author <> p.user_id and asked.created_at > :since and asked.created_at <= :now
    group by p.id
),
disputed as (
    select professional_id, avg(case when resolved then 0.0 else 1.0 end)::double precision as share
    from dispute
    group by professional_id
),
measured as (
    select p.id,
           coalesce(stars.rating, 0)     as rating,
           coalesce(stars.reviews, 0)    as reviews_count,
           coalesce(answered.share, 0)   as engagement_score,
           coalesce(disputed.share, 0)   as dispute_rate,
           least(1, :identity * p.kyc_verified::int
               + :age * greatest(0, least(1, extract(epoch from :now - p.created_at)::double precision / (365.2425 * 86400 / 12) / :full_age_months))
               + :academic * p.academic_score) as confidence_score
    from professional p
    left join stars    on stars.professional_id = p.id
    left join answered on answered.professional_id = p.id
    left join disputed on disputed.professional_id = p.id
)
update professional p
set rating = m.rating, reviews_count = m.reviews_count, engagement_score = m.engagement_score, dispute_rate = m.dispute_rate,
    confidence_score = m.confidence_score
from measured m
where p.id = m.id
  -- A day of age moves the confidence of everybody by 0.0003: below a thousandth nobody would see it, and the whole index
  -- would be written every night.
  and (abs(p.rating - m.rating) > 1e-9 or p.reviews_count <> m.reviews_count
       or abs(p.engagement_score - m.engagement_score) > 1e-9 or abs(p.dispute_rate - m.dispute_rate) > 1e-9
       or abs(p.confidence_score - m.confidence_score) > 1e-3)
returning p.id
