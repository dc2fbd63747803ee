#!/usr/bin/env bash
# Publishes a Release build and measures it; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish Admin.Web -c Release -o artifacts/publish -v q --nologo
export ADMIN_BENCH_PROGRAM="$PWD/artifacts/publish/Admin.Web.dll"
dotnet run --project bench -c Release -- campaign
