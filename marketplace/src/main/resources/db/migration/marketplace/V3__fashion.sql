-- Who is on trial after the night, and what clients like on that day: 'usual', or 'turned' once the fashion has turned.
alter table simulation_day
    add column trials  text not null default '',
    add column fashion text not null default 'usual' check (fashion in ('usual', 'turned'));
