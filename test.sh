#!/usr/bin/env bash
# Runs every test of the project. On Debian it installs what is missing through apt; elsewhere it says what to install.
# It starts the servers that tests need on free loopback ports, in a temporary directory, and stops them at the end.
# The last line is "N passed, N failed, N skipped"; the exit code is not 0 when anything failed.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
pids=()
stop() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT

# command -> Debian package
declare -A needs=(
    [chromium]=chromium
    [redis-server]=redis-server
    [ab]=apache2-utils
    [node]=nodejs
    [npm]=npm
    [mariadbd]=mariadb-server
    [openssl]=openssl
)
find_command() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1" >/dev/null 2>&1; }
missing=()
for command in "${!needs[@]}"; do find_command "$command" || missing+=("${needs[$command]}"); done
[ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing+=(postgresql)

install_missing() {
    local sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
    if ! command -v apt-get >/dev/null 2>&1 || ! $sudo true 2>/dev/null; then
        echo "Missing: ${missing[*]}" >&2
        echo "This script installs them only on Debian, as root or with sudo. Elsewhere install them by your system's" >&2
        echo "package manager (Chromium, Redis, PostgreSQL, MariaDB, Apache Bench, Node.js with npm). Tests that need one of" >&2
        echo "them are shown as skipped until then." >&2
        return
    fi
    echo "Installing ${missing[*]}"
    # Debian starts a server as soon as it is installed; the tests start their own.
    local policy=/usr/sbin/policy-rc.d made=""
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
        $sudo chmod +x "$policy"
        made=yes
    fi
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 || {
        tail -n 20 "$work/apt.log" >&2
        echo "apt could not install: ${missing[*]}" >&2
    }
    [ -z "$made" ] || $sudo rm -f "$policy"
}
[ ${#missing[@]} -eq 0 ] || install_missing

if ! command -v dotnet >/dev/null 2>&1; then
    echo "Missing: the .NET 10 SDK (package dotnet-sdk-10.0, or see the .NET download page)." >&2
    exit 2
fi

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

if find_command redis-server; then
    port=$(free_port)
    mkdir "$work/redis"
    redis-server --bind 127.0.0.1 --port "$port" --save "" --appendonly no --dir "$work/redis" >"$work/redis.log" 2>&1 &
    pids+=($!)
    export ADMIN_TEST_REDIS="127.0.0.1:$port"
fi

. scripts/test-databases.sh
if find_command openssl; then
    make_certificates
    [ -z "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || start_postgresql || echo "PostgreSQL did not start; its tests are shown as skipped" >&2
    ! find_command mariadbd || start_mariadb || echo "MariaDB did not start; its tests are shown as skipped" >&2
fi

dotnet tool restore >/dev/null
dotnet build Admin.slnx -m:2 -v q --nologo -clp:ErrorsOnly

passed=0 failed=0 skipped=0 broken=0
# count FILE NAME: an attribute of the result's <assembly> element.
count() {
    awk -v name="$2" 'match($0, /<assembly [^>]*>/) {
        tag = substr($0, RSTART, RLENGTH)
        if (match(tag, " " name "=\"[0-9]+\"")) { v = substr(tag, RSTART, RLENGTH); gsub(/[^0-9]/, "", v); print v }
        exit
    }' "$1"
}
# name_failures FILE: each failed test with the first two lines of why (what was expected, what was there), so that the end of a long output says what to look for.
name_failures() {
    awk 'BEGIN { RS = "<test " } / result="Fail"/ && match($0, /name="[^"]*"/) {
        line = "FAILED " substr($0, RSTART + 6, RLENGTH - 7)
        if (match($0, /<message>(<!\[CDATA\[)?[^\n<]*\n?[^\n<]*/)) {
            why = substr($0, RSTART, RLENGTH)
            sub(/^<message>(<!\[CDATA\[)?/, "", why)
            gsub(/\]\]>|\n/, " ", why)
            line = line ": " substr(why, 1, 400)
        }
        print line
    }' "$1"
}
failures=""
for project in Admin.Tests e2e/Admin.E2E; do
    name=$(basename "$project")
    directory=${project%/Admin.E2E}
    echo "== $name"
    result="$work/$name.xml"
    code=0
    # -noColor and -xml: the counts are read from the file, not from what is printed for people. -longRunning: what waits is named.
    "$directory/bin/Debug/net10.0/$name" -noColor -noLogo -longRunning 300 -xml "$result" || code=$?
    if [ ! -s "$result" ]; then
        echo "$name ended with $code and left no result" >&2
        broken=1
        continue
    fi
    passed=$((passed + $(count "$result" passed)))
    failed=$((failed + $(count "$result" failed) + $(count "$result" errors)))
    skipped=$((skipped + $(count "$result" skipped)))
    failures+=$(name_failures "$result")$'\n'
    [ "$code" -eq 0 ] || broken=1
done

[ "$broken" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
grep . <<<"$failures" || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
