#!/usr/bin/env bash
# Publishes a Release build and opens 300 live pages of one campaign; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- watch
