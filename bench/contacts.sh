#!/usr/bin/env bash
# A million contacts: sizes of filters and the first rows of their page; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/publish.sh artifacts/publish
ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll" dotnet run --project bench -c Release -- contacts
