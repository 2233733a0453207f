-- What may be spent, by account and period. Amounts are billionths of the currency.
CREATE TABLE language_budget (
    account text NOT NULL,                       -- budget and whose it is
    period_start timestamptz NOT NULL,
    committed bigint NOT NULL DEFAULT 0,         -- spent, or lent to a server to be spent: what limits are held against
    spent bigint NOT NULL DEFAULT 0,             -- as far as servers have told
    wanted_at timestamptz,                       -- when a server last lacked what others hold
    PRIMARY KEY (account, period_start)
);

CREATE INDEX language_budget_wanted ON language_budget (wanted_at) WHERE wanted_at IS NOT NULL;
