#!/usr/bin/env bash
# Publishes a Release build, compiled ahead for one platform so that it starts faster.
# usage: scripts/publish.sh [directory] [runtime identifier]
set -euo pipefail
cd "$(dirname "$0")/.."
directory=${1:-artifacts/publish}
runtime=${2:-$(dotnet --info | sed -n 's/^ *RID: *//p')}
# A platform adds its own packages to the graph; the versions are still the pinned ones, the lock files stay as they are.
dotnet publish Admin.Web -c Release -r "$runtime" --self-contained false -p:PublishReadyToRun=true \
    -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false -o "$directory" -v q --nologo
