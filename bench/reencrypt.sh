#!/usr/bin/env bash
# Re-encryption of 10,000 versions on SQLite; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run --project bench -c Release -- reencrypt
