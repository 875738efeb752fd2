create table answer (
    id bigint generated always as identity primary key,
    body text not null,
    recorded boolean not null default false
);

create table balance (
    response_time timestamptz not null,
    currency text not null,
    balance numeric not null,
    available numeric not null
);
