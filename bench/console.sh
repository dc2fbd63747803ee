#!/usr/bin/env bash
# The SQL console's page beside Adminer, the memory of an open result, and SELECT 1 through REST beside the bare driver, all on
# one PostgreSQL that this starts; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
# command or file -> Debian package
for need in php:php-cli /usr/share/adminer/adminer/index.php:adminer openssl:openssl; do
    [ -e "${need%%:*}" ] || command -v "${need%%:*}" >/dev/null || { echo "Missing: Debian package ${need##*:} (all: adminer php-cli php-pgsql postgresql chromium openssl)." >&2; exit 2; }
done
php -m | grep -q pgsql || { echo "Missing: Debian package php-pgsql." >&2; exit 2; }

work=$(mktemp -d)
pids=()
stop() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
. scripts/test-databases.sh
make_certificates
start_postgresql
adminer=$(free_port)
# Two workers: one to answer with the page, one for its style sheet.
PHP_CLI_SERVER_WORKERS=2 php -S "127.0.0.1:$adminer" -t /usr/share/adminer/adminer >"$work/adminer.log" 2>&1 &
pids+=($!)
until_open "$adminer"
export ADMIN_BENCH_ADMINER="http://127.0.0.1:$adminer/"
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- console
