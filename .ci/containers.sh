# The container lane of .ci/run, which sources this: the database tests on Testcontainers, the image, and Docker
# Compose.

# Prepares a container engine; only the project's machines have this script.
engine=../shared/docker-engine.sh
demo='docker compose --profile demo --ansi never --progress plain'

# Runs after a failure or an interrupt too, and continues after an error.
engine_down() {
  trap '' INT TERM
  $demo --profile grafana down --volumes --timeout 5 >/dev/null 2>&1 || true
  "$engine" down
}

# Repeats the tests of what depends on the server most.
tests_in_container() {
  ./mvnw -B test -Dtest='**/database/*Test,**/archive/*Test' | tee "$work/tests-in-container"
  grep -q '^PostgreSQL for the tests: Testcontainers' "$work/tests-in-container" || fail 'these tests did not run on a container'
}

# The Dockerfile's defaults are images of a registry. This runtime image needs none, and the release is the one that was
# tested.
export RUNTIME_IMAGE=balance-history-runtime:ci BUILT_ON=host

image_holds() {
  local jdk image uid
  jdk=$(home_of_jdk_25)
  [[ -n $jdk ]] || fail 'the image needs a JDK 25 in JAVA_25_HOME or /usr/lib/jvm'
  .ci/base-image "$RUNTIME_IMAGE" "$jdk"
  # The rest was tested before.
  ./mvnw -B -q dependency:copy-dependencies@test-libraries
  docker compose --profile demo build --quiet
  image=$(sed -n 's/^  image: //p' docker-compose.yml)
  docker run --rm --read-only --env JAVA_OPTS=-Xlog:class+load:stdout "$image" --version >"$work/classes"
  grep -q 'dev.balancehistory.app.BalanceHistory source: shared objects file' "$work/classes" \
    || fail 'the image starts without its archive'
  uid=$(docker run --rm --entrypoint id "$image" -u)
  [[ $uid = 10001 ]] || fail "the image runs as $uid"
  docker image ls --format '{{.Repository}}:{{.Tag}} {{.Size}}' "$image"
}

psql_there() { # psql_there QUERY
  docker compose exec -T postgres psql --username=postgres --no-align --tuples-only --command="$1" balance_history
}

await() { # await SECONDS WHAT COMMAND...
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    ((SECONDS < end)) || fail "waited in vain: $what"
    sleep 0.5
  done
}

snapshots() { # snapshots COUNT [WHERE]
  (($(psql_there "select count(*) from snapshot where ${2:-true}") >= $1))
}

spooled() { # spooled COUNT
  (($(docker compose exec -T recorder sh -c 'ls spool 2>/dev/null' | grep -c '\.response$' || true) == $1))
}

asking() {
  (($(psql_there "select count(*) from batch.batch_step_execution where step_name = 'fetchResponses' and status = 'STARTED'") == 1))
}

# The exchange is delayed, so that the database stops between the request and the response.
response_without_database() {
  local now
  $demo pause exchange
  sleep 1
  await 600 'a run that asks' asking
  now=$(date +%s)
  slot=$(date --utc --date="@$((now - now % 15))" +%Y-%m-%dT%H:%M:%SZ)
  docker compose pause postgres
  $demo unpause exchange
  await 600 'the response in the spool' spooled 1
  echo "The response of $slot waits in the spool: $(docker compose exec -T recorder ls spool)"
}

# Each tick between the first and the last snapshot is a snapshot or a reported gap. Gaps are found by the times of the
# responses, so that a slow machine leaves nothing to compare.
ticks_accounted_for() {
  local ticks snapshots missing late
  docker compose exec -T recorder balance-history export gaps | tee "$work/gaps"
  missing=$(awk -F, 'NR > 1 { sum += $4 } END { print sum + 0 }' "$work/gaps")
  read -r ticks snapshots < <(psql_there \
    "select extract(epoch from max(slot) - min(slot))::int / 15 + 1 || ' ' || count(*) from snapshot")
  echo "$ticks ticks: $snapshots snapshots, $missing missing"
  late=$(psql_there "select count(*) from snapshot where response_time > slot + interval '5 seconds'")
  if ((late > 0)); then
    echo "$late responses were more than 5 s late: the ticks were not compared."
    return
  fi
  ((ticks == snapshots + missing)) || fail 'a tick is neither recorded nor told as missing'
}

compose_smoke() {
  local slot code
  $demo up --detach --quiet-pull
  await 600 'two snapshots' snapshots 2
  psql_there "select * from balance_history order by response_time, currency"

  response_without_database
  # A tick without a database is reported and missed.
  sleep 20
  docker compose unpause postgres
  await 600 'the spooled response in the history' snapshots 1 "slot = '$slot'"
  spooled 0 || fail 'the spool is not empty'
  await 600 'two more snapshots' snapshots 2 "slot > '$slot'"
  docker compose logs --no-log-prefix --since 3m recorder

  docker compose exec -T recorder balance-history verify
  docker compose exec -T recorder balance-history status
  docker compose run --rm -T prune
  ticks_accounted_for
  await 600 'the recorder is healthy' recorder_healthy

  docker compose stop recorder
  code=$(docker inspect --format '{{.State.ExitCode}}' "$(docker compose ps --all --quiet recorder)")
  [[ $code = 143 ]] || fail "the recorder, told to stop, ended with $code"
}

# No registry is within reach here, so that Grafana's own image is rarely there.
grafana_shows_the_dashboard() {
  local image address=http://127.0.0.1:3000 password limit
  docker compose --profile grafana run --rm -T grafana-login
  password=$(cat deploy/compose/demo/secrets/grafana/database.password)
  limit=$(docker compose exec -T --env PGPASSWORD="$password" postgres psql --host=postgres --username=grafana --no-align \
    --tuples-only --command='show statement_timeout' balance_history)
  [[ $limit = 30s ]] || fail "the login of Grafana has the limit $limit"
  image=$(docker compose --profile grafana config --images | grep '^grafana/')
  if ! docker image inspect "$image" >/dev/null 2>&1; then
    echo "No image $image: Grafana was not started."
    return
  fi
  docker compose --profile demo --profile grafana --ansi never up --detach --wait grafana
  password=$(cat deploy/compose/demo/secrets/grafana/administrator.password)
  curl --fail --silent "$address/api/health"
  curl --fail --silent --user "admin:$password" "$address/api/search?query=Balance" | grep -q '"uid":"balance-history"' \
    || fail 'Grafana has no dashboard'
  curl --fail --silent --user "admin:$password" --json '{"from": "now-1h", "to": "now", "queries": [{"refId": "A",
    "datasource": {"uid": "balance-history"}, "format": "table", "rawSql": "SELECT account FROM recorded_account"}]}' \
    "$address/api/ds/query" | grep -q '"demo"' || fail 'Grafana reads no account'
}

recorder_healthy() {
  [[ $(docker inspect --format '{{.State.Health.Status}}' "$(docker compose ps --quiet recorder)") = healthy ]]
}
