#!/usr/bin/env bash
# Fernet next to Python's cryptography; see ../README.md for the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet run --project bench -c Release -- fernet
