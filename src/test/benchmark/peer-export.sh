#!/usr/bin/env bash
# The latest balances of peer.sh's table as CSV.
set -euo pipefail
export PGPASSWORD=$SPRING_DATASOURCE_PASSWORD PGUSER=$SPRING_DATASOURCE_USERNAME
psql -qX "${SPRING_DATASOURCE_URL#jdbc:}" \
  -c 'copy (select * from peer_balance where t = (select max(t) from peer_balance) order by currency) to stdout csv header'
