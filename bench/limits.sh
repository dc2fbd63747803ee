#!/usr/bin/env bash
# Publishes a Release build and measures its rate limits with Apache Bench and redis-server; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v ab >/dev/null || { echo "Missing: ab (Debian package apache2-utils)." >&2; exit 2; }
command -v redis-server >/dev/null || { echo "Missing: redis-server (Debian package redis-server)." >&2; exit 2; }
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- limits
