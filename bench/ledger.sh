#!/usr/bin/env bash
# The ledger at 10,000, 100,000 and 1,000,000 recipients: planning, the claim of a batch, memory of the application while it sends;
# see ../README.md for the figures. ADMIN_BENCH_LARGEST (default 1000000, at least 100000), ADMIN_BENCH_SECONDS of sending (default 60).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- ledger
