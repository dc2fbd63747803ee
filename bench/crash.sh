#!/usr/bin/env bash
# Kills the application 200 times (or as often as the first argument says) each while a campaign plans, sends, merges and pauses; while
# programs renew tokens and do what is audited; while it starts for the first time and upgrades; and while it re-encrypts. Afterwards
# compares the simulator's ledger with recipients and counts, verifies the audit, and reads what must be readable.
# ADMIN_CRASH_SEED repeats a run; ADMIN_CRASH_ONLY names one class, such as AccountsCrashTests.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build Admin.Web -v q --nologo
dotnet build e2e -v q --nologo
dotnet build Admin.Tests -v q --nologo
export ADMIN_CRASH_KILLS=${1:-200}
# Two hundred starts of the application take longer than a test may take otherwise.
export ADMIN_TEST_MINUTES=${ADMIN_TEST_MINUTES:-180}
failed=0
run() {
    if [[ -n ${ADMIN_CRASH_ONLY:-} && $2 != *.$ADMIN_CRASH_ONLY ]]; then return; fi
    echo "== $2"
    "$1" -noLogo -noColor -showLiveOutput -class "$2" || failed=1
}
run e2e/bin/Debug/net10.0/Admin.E2E Admin.E2E.Running.CrashTests
run e2e/bin/Debug/net10.0/Admin.E2E Admin.E2E.Running.AccountsCrashTests
run e2e/bin/Debug/net10.0/Admin.E2E Admin.E2E.Running.ReEncryptionKillTests
run Admin.Tests/bin/Debug/net10.0/Admin.Tests Admin.Tests.Infrastructure.Persistence.MigrationKillTests
exit "$failed"
