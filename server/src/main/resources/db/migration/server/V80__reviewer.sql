-- People who look at decisions again that others contest.
ALTER TABLE account DROP CONSTRAINT account_roles_check;
ALTER TABLE account ADD CONSTRAINT account_roles_check
    CHECK (roles <@ ARRAY ['ADMIN', 'OPERATOR', 'PROFESSIONAL', 'EVALUATE', 'REVIEWER']);
