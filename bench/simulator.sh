#!/usr/bin/env bash
# What the simulator costs as a process of its own; see ../README.md for the figures.
# ADMIN_BENCH_RATE (default 1000) messages a second, ADMIN_BENCH_SECONDS (default 30).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- simulator
