#!/usr/bin/env bash
# The first page of a list of 10,000 secrets, from the service; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run --project bench -c Release -- list
