#!/usr/bin/env bash
# How soon start, pause, resume, cancel and retry of the failed are in force on a busy number; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/publish.sh artifacts/publish
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet build bench -c Release -v q --nologo
dotnet run --no-build --project bench -c Release -- acts
