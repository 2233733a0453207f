-- The role of whoever reads how the models do is called what it is.
ALTER TABLE account DROP CONSTRAINT account_roles_check;
UPDATE account SET roles = array_replace(roles, 'EVALUATE', 'ANALYST') WHERE 'EVALUATE' = ANY (roles);
ALTER TABLE account ADD CONSTRAINT account_roles_check
    CHECK (roles <@ ARRAY ['ADMIN', 'OPERATOR', 'PROFESSIONAL', 'ANALYST', 'REVIEWER']);
