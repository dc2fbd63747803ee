#!/usr/bin/env bash
# Kills the application 200 times (or as often as the first argument says) while a campaign plans, sends, merges and pauses, then
# compares the simulator's ledger with recipients and counts. ADMIN_CRASH_SEED repeats a run.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build Admin.Web -v q --nologo
dotnet build e2e -v q --nologo
ADMIN_CRASH_KILLS=${1:-200} e2e/bin/Debug/net10.0/Admin.E2E -noLogo -noColor -showLiveOutput -class Admin.E2E.Running.CrashTests
