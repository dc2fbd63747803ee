using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReEncryption : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ReEncryptions",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    KeyId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    FromProvider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    SecretIds = table.Column<string>(type: "TEXT", nullable: false),
                    PlatformRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ReasonProvider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Failed = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeaseOwner = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReEncryptions", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_ReEncryptions_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReEncryptionFailures",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReEncryptionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SecretId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReEncryptionFailures", x => new { x.OrganizationId, x.ReEncryptionId, x.SecretId, x.Number });
                    table.ForeignKey(
                        name: "FK_ReEncryptionFailures_ReEncryptions_OrganizationId_ReEncryptionId",
                        columns: x => new { x.OrganizationId, x.ReEncryptionId },
                        principalTable: "ReEncryptions",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SecretVersions_OrganizationId_Provider_KeyId_SecretId_Number",
                table: "SecretVersions",
                columns: new[] { "OrganizationId", "Provider", "KeyId", "SecretId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_ReEncryptions_PlatformRunId",
                table: "ReEncryptions",
                column: "PlatformRunId");

            migrationBuilder.CreateIndex(
                name: "IX_ReEncryptions_State_LeasedUntil",
                table: "ReEncryptions",
                columns: new[] { "State", "LeasedUntil" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReEncryptionFailures");

            migrationBuilder.DropTable(
                name: "ReEncryptions");

            migrationBuilder.DropIndex(
                name: "IX_SecretVersions_OrganizationId_Provider_KeyId_SecretId_Number",
                table: "SecretVersions");
        }
    }
}
