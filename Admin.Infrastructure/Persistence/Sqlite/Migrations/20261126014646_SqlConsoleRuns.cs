using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SqlConsoleRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AuthenticationDatabase",
                table: "DataSources",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hours",
                table: "DataSources",
                type: "TEXT",
                maxLength: 150,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsRestricted",
                table: "DataSources",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "MaxRows",
                table: "DataSources",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1000);

            migrationBuilder.AddColumn<string>(
                name: "SensitiveColumns",
                table: "DataSources",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "TimeoutSeconds",
                table: "DataSources",
                type: "INTEGER",
                nullable: false,
                defaultValue: 30);

            migrationBuilder.AddColumn<string>(
                name: "Tls",
                table: "DataSources",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Verify");

            migrationBuilder.AddColumn<string>(
                name: "TlsAuthority",
                table: "DataSources",
                type: "TEXT",
                maxLength: 16384,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "UserName",
                table: "DataSources",
                type: "TEXT",
                maxLength: 128,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DataSourceGrants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataSourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataSourceGrants", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_DataSourceGrants_DataSources_OrganizationId_DataSourceId",
                        columns: x => new { x.OrganizationId, x.DataSourceId },
                        principalTable: "DataSources",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "QueryRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataSourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Engine = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Statement = table.Column<string>(type: "TEXT", nullable: false),
                    QueryType = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    VerdictCode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Change = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    TimeoutSeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LostAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ErrorCode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    DurationMilliseconds = table.Column<long>(type: "INTEGER", nullable: true),
                    RowCount = table.Column<int>(type: "INTEGER", nullable: true),
                    AffectedRows = table.Column<long>(type: "INTEGER", nullable: true),
                    IsTruncated = table.Column<bool>(type: "INTEGER", nullable: false),
                    FromCache = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsMasked = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QueryRuns", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_QueryRuns_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SavedQueries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DataSourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Engine = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Folder = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Description = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Statement = table.Column<string>(type: "TEXT", nullable: false),
                    Parameters = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    IsShared = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedQueries", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_SavedQueries_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DataSourceGrants_OrganizationId_DataSourceId_State",
                table: "DataSourceGrants",
                columns: new[] { "OrganizationId", "DataSourceId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_QueryRuns_OrganizationId_PersonId_StartedAt",
                table: "QueryRuns",
                columns: new[] { "OrganizationId", "PersonId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_QueryRuns_OrganizationId_StartedAt",
                table: "QueryRuns",
                columns: new[] { "OrganizationId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_QueryRuns_OrganizationId_State",
                table: "QueryRuns",
                columns: new[] { "OrganizationId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedQueries_OrganizationId_IsShared",
                table: "SavedQueries",
                columns: new[] { "OrganizationId", "IsShared" });

            migrationBuilder.CreateIndex(
                name: "IX_SavedQueries_OrganizationId_OwnerId",
                table: "SavedQueries",
                columns: new[] { "OrganizationId", "OwnerId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataSourceGrants");

            migrationBuilder.DropTable(
                name: "QueryRuns");

            migrationBuilder.DropTable(
                name: "SavedQueries");

            migrationBuilder.DropColumn(
                name: "AuthenticationDatabase",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "Hours",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "IsRestricted",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "MaxRows",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "SensitiveColumns",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "TimeoutSeconds",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "Tls",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "TlsAuthority",
                table: "DataSources");

            migrationBuilder.DropColumn(
                name: "UserName",
                table: "DataSources");
        }
    }
}
