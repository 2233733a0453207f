-- What the simulator measured of each simulated day. True figures are known only where the clients are made up.

create table simulation_day (
    day            date primary key,
    searches       integer          not null check (searches >= 0),
    clicks         integer          not null check (clicks >= 0),
    quotes         integer          not null check (quotes >= 0),
    contracts      integer          not null check (contracts >= 0),
    ctr10          double precision not null check (ctr10 between 0 and 1),
    ctr10_weights  double precision not null check (ctr10_weights between 0 and 1),
    ctr10_champion double precision not null check (ctr10_champion between 0 and 1),
    ndcg_weights   double precision not null check (ndcg_weights between 0 and 1),
    ndcg_champion  double precision not null check (ndcg_champion between 0 and 1),
    ranked_by      varchar(100)     not null,
    verdict        text             not null
);
