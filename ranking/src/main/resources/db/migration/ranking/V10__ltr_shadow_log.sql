-- The shadows of rankings under the names of the users' own plan, so that their queries work as they are written.
CREATE VIEW ltr_shadow_log AS
SELECT shadow_id,
       at           AS ts_utc,
       decision     AS case_id,
       subject      AS user_id, -- a pseudonym
       item         AS lawyer_id,
       rank_control AS rank_legacy,
       rank_shadow  AS rank_ltr,
       label
FROM shadow_log
WHERE item IS NOT NULL;
