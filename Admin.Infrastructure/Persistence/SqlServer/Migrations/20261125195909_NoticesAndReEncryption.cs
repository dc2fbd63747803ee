using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class NoticesAndReEncryption : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CheckHeader",
                table: "Secrets",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CheckUrl",
                table: "Secrets",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CheckableVersion",
                table: "Secrets",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastCheckOutcome",
                table: "Secrets",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastCheckedAt",
                table: "Secrets",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "NoticePreferences",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Group = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Mail = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticePreferences", x => new { x.OrganizationId, x.PersonId, x.Group });
                    table.ForeignKey(
                        name: "FK_NoticePreferences_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_NoticePreferences_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SubjectType = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    SubjectId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Details = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_Notices_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReEncryptions",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Provider = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    KeyId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    FromProvider = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    SecretIds = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    PlatformRunId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ReasonProvider = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Total = table.Column<int>(type: "int", nullable: false),
                    Done = table.Column<int>(type: "int", nullable: false),
                    Failed = table.Column<int>(type: "int", nullable: false),
                    StartedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LeaseOwner = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2", nullable: true)
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
                name: "NoticeReceipts",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NoticeId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IsPersonal = table.Column<bool>(type: "bit", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    MailDueAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    MailedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoticeReceipts", x => new { x.OrganizationId, x.NoticeId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_NoticeReceipts_Notices_OrganizationId_NoticeId",
                        columns: x => new { x.OrganizationId, x.NoticeId },
                        principalTable: "Notices",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_NoticeReceipts_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReEncryptionFailures",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReEncryptionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SecretId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
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
                name: "IX_NoticePreferences_PersonId",
                table: "NoticePreferences",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeReceipts_MailDueAt",
                table: "NoticeReceipts",
                column: "MailDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_NoticeReceipts_OrganizationId_PersonId_ReadAt",
                table: "NoticeReceipts",
                columns: new[] { "OrganizationId", "PersonId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_NoticeReceipts_PersonId",
                table: "NoticeReceipts",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_OrganizationId_CreatedAt",
                table: "Notices",
                columns: new[] { "OrganizationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_OrganizationId_Key",
                table: "Notices",
                columns: new[] { "OrganizationId", "Key" },
                unique: true);

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
                name: "NoticePreferences");

            migrationBuilder.DropTable(
                name: "NoticeReceipts");

            migrationBuilder.DropTable(
                name: "ReEncryptionFailures");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "ReEncryptions");

            migrationBuilder.DropIndex(
                name: "IX_SecretVersions_OrganizationId_Provider_KeyId_SecretId_Number",
                table: "SecretVersions");

            migrationBuilder.DropColumn(
                name: "CheckHeader",
                table: "Secrets");

            migrationBuilder.DropColumn(
                name: "CheckUrl",
                table: "Secrets");

            migrationBuilder.DropColumn(
                name: "CheckableVersion",
                table: "Secrets");

            migrationBuilder.DropColumn(
                name: "LastCheckOutcome",
                table: "Secrets");

            migrationBuilder.DropColumn(
                name: "LastCheckedAt",
                table: "Secrets");
        }
    }
}
