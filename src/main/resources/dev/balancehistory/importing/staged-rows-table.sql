set local statement_timeout = 0;
set local idle_in_transaction_session_timeout = 0;
create temporary table import_row (
    line              bigint           not null,
    account           text collate "C" not null,
    exchange          text             not null,
    response_time     timestamptz      not null,
    wallet            text collate "C" not null,
    currency          text collate "C" not null,
    balance           numeric          not null,
    available_balance numeric          not null,
    time_source       text             not null,
    origin            text             not null
) on commit drop
