#!/usr/bin/env bash
# migrations.sh add NAME   adds the same migration for both providers
# migrations.sh check      fails when a provider's migrations do not match the model
# migrations.sh script     writes the SQL Server script that brings any version up to date to artifacts/migrate.sql
set -euo pipefail
cd "$(dirname "$0")/.."

ef() {
    local command=$1 context=$2
    shift 2
    dotnet ef $command --project Admin.Infrastructure --startup-project Admin.Infrastructure --context "$context" --no-build "$@"
}

dotnet tool restore >/dev/null
dotnet build Admin.Infrastructure -v q --nologo -clp:ErrorsOnly
case "${1:-}" in
    add)
        name=${2:?a name for the migration, such as AddContacts}
        ef "migrations add $name" SqliteAdminDbContext --output-dir Persistence/Sqlite/Migrations
        ef "migrations add $name" SqlServerAdminDbContext --output-dir Persistence/SqlServer/Migrations
        ;;
    check)
        ef "migrations has-pending-model-changes" SqliteAdminDbContext
        ef "migrations has-pending-model-changes" SqlServerAdminDbContext
        ;;
    script)
        mkdir -p artifacts
        ef "migrations script --idempotent" SqlServerAdminDbContext --output artifacts/migrate.sql
        ;;
    *)
        grep '^# ' "$0" | cut -c 3-
        exit 2
        ;;
esac
