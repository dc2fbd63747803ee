#!/usr/bin/env bash
# What one verdict of the SQL console's guard costs, over its case table; fails when an aim is missed.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run --project bench -c Release -- guard
