using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SecretsManager : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Fingerprint",
                table: "SecretVersions",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReadableUntil",
                table: "SecretVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RotatedAt",
                table: "Secrets",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "RotationDays",
                table: "Secrets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RotationDueAt",
                table: "Secrets",
                type: "TEXT",
                nullable: true);

            // Of the current version.
            migrationBuilder.Sql("UPDATE \"Secrets\" SET \"RotatedAt\" = COALESCE((SELECT v.\"CreatedAt\" FROM \"SecretVersions\" AS v WHERE v.\"OrganizationId\" = \"Secrets\".\"OrganizationId\" AND v.\"SecretId\" = \"Secrets\".\"Id\" AND v.\"Number\" = \"Secrets\".\"CurrentVersion\"), \"Secrets\".\"CreatedAt\")");

            migrationBuilder.CreateTable(
                name: "SecretReads",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SecretId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReaderKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReaderId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecretReads", x => new { x.OrganizationId, x.SecretId, x.Day, x.ReaderKind, x.ReaderId });
                    table.ForeignKey(
                        name: "FK_SecretReads_Secrets_OrganizationId_SecretId",
                        columns: x => new { x.OrganizationId, x.SecretId },
                        principalTable: "Secrets",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SecretRequests",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    KeyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SecretId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecretRequests", x => new { x.OrganizationId, x.KeyHash });
                    table.ForeignKey(
                        name: "FK_SecretRequests_Secrets_OrganizationId_SecretId",
                        columns: x => new { x.OrganizationId, x.SecretId },
                        principalTable: "Secrets",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SecretReads_OrganizationId_Day",
                table: "SecretReads",
                columns: new[] { "OrganizationId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_SecretRequests_OrganizationId_CreatedAt",
                table: "SecretRequests",
                columns: new[] { "OrganizationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SecretRequests_OrganizationId_SecretId",
                table: "SecretRequests",
                columns: new[] { "OrganizationId", "SecretId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SecretReads");

            migrationBuilder.DropTable(
                name: "SecretRequests");

            migrationBuilder.DropColumn(
                name: "Fingerprint",
                table: "SecretVersions");

            migrationBuilder.DropColumn(
                name: "ReadableUntil",
                table: "SecretVersions");

            migrationBuilder.DropColumn(
                name: "RotatedAt",
                table: "Secrets");

            migrationBuilder.DropColumn(
                name: "RotationDays",
                table: "Secrets");

            migrationBuilder.DropColumn(
                name: "RotationDueAt",
                table: "Secrets");
        }
    }
}
