#!/usr/bin/env bash
# What people write instead, with the product's own environment variables: signs, asks for the balances, inserts a row
# for each currency. Here as a measure of time only. What it leaves out, and the product does:
#
# - jq 1.6 reads numbers as doubles: 123456789012345678.5 becomes 123456789012345680, 0.10 becomes 0.1, and nobody is told.
# - todate cuts the milliseconds off the exchange's time.
# - No key: run twice, it records twice. An answer and its repetition can't be told apart afterwards.
# - No retry, no measured clock offset, no rate, no limit of time: a server that hangs leaves one process more each tick.
# - statusCode is not looked at. An error without responseData ends the script; what the exchange said is lost.
# - An answer that can't be written, since the database is away, is lost too: it is nowhere but in the pipe.
# - No record of failures: the exit code and a line on standard error are all there is. A gap says nothing of its reason.
# - Key and secret stand in the arguments of curl and openssl, where every user of the machine can read them.
# - $RANDOM ends at 32767, so the nonces come from a third of their range; two accounts are two lines in crontab.
set -euo pipefail
path=/v1/account/balances
time=$(date +%s%3N)
nonce=$((10000 + RANDOM))
sign=$(printf %s "$nonce${time}GET$path" | openssl dgst -sha256 -hmac "$RECORDER_ACCOUNTS_MAIN_APISECRET" | sed 's/.* //')
export PGPASSWORD=$SPRING_DATASOURCE_PASSWORD PGUSER=$SPRING_DATASOURCE_USERNAME

curl -fsS -H "X-API-KEY: $RECORDER_ACCOUNTS_MAIN_APIKEY" -H "X-API-TIMESTAMP: $time" -H "X-API-NONCE: $nonce" \
  -H "X-API-SIGN: $sign" "$RECORDER_ACCOUNTS_MAIN_BASEURL$path" \
  | jq -r '(.responseTime / 1000 | todate) as $t
      | .responseData[] | [$t, .currency, .balance, .availableBalance] | @csv' \
  | psql -qX "${SPRING_DATASOURCE_URL#jdbc:}" -c 'copy peer_balance from stdin csv'
