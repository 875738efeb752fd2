#!/usr/bin/env bash
# When peer.sh last recorded something, which is all that its table knows.
set -euo pipefail
export PGPASSWORD=$SPRING_DATASOURCE_PASSWORD PGUSER=$SPRING_DATASOURCE_USERNAME
psql -qXAt "${SPRING_DATASOURCE_URL#jdbc:}" -c 'select max(t) from peer_balance'
