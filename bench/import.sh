#!/usr/bin/env bash
# A million rows of contacts uploaded, checked and imported on SQLite; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run --project bench -c Release -- import "$@"
