#!/usr/bin/env bash
# The same messages sent by the campaign engine, by one Hangfire job each and by one BullMQ job each, against the same simulator,
# and what CPU each takes for it; see ../README.md for the figures.
# ADMIN_BENCH_MESSAGES (default 10000), ADMIN_BENCH_ROUNDS (default 3).
set -euo pipefail
cd "$(dirname "$0")/.."
if command -v npm >/dev/null && command -v redis-server >/dev/null; then
    npm ci --prefix bench/queues --no-audit --no-fund --silent
    export ADMIN_BENCH_BULLMQ="$PWD/bench/queues/worker.mjs"
else
    echo "BullMQ is left out: it needs the Debian packages npm and redis-server." >&2
fi
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- queues
