#!/usr/bin/env bash
# The pre-flight check of 100,000 people; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run --project bench -c Release -- preflight
