#!/usr/bin/env bash
# 1,000 messages a second from one number on SQLite, with their statuses and then alone; see ../README.md for the figures.
# ADMIN_BENCH_SECONDS (default 300).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet build bench -c Release -v q --nologo
dotnet run --no-build --project bench -c Release -- sends
ADMIN_BENCH_STATUSES=off dotnet run --no-build --project bench -c Release -- sends
