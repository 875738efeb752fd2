set local statement_timeout = 0;
set local idle_in_transaction_session_timeout = 0;
-- A row without a wallet marks a snapshot that may lack a line.
create temporary table import_row (
    line              bigint           not null,
    account           text collate "C" not null,
    exchange          text,
    response_time     timestamptz      not null,
    wallet            text collate "C",
    currency          text collate "C",
    balance           numeric,
    available_balance numeric,
    time_source       text,
    origin            text
) on commit drop
