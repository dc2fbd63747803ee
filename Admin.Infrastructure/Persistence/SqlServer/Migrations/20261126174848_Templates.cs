using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Templates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Templates_OrganizationId_Name_Language",
                table: "Templates");

            migrationBuilder.AddColumn<string>(
                name: "BusinessAccountId",
                table: "Templates",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Category",
                table: "Templates",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown");

            migrationBuilder.AddColumn<string>(
                name: "Components",
                table: "Templates",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Format",
                table: "Templates",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "positional");

            migrationBuilder.AddColumn<DateTime>(
                name: "GoneAt",
                table: "Templates",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SynchronizedAt",
                table: "Templates",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WhatsAppId",
                table: "Templates",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Components",
                table: "Campaigns",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "TemplateMedia",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    NumberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MediaId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Bytes = table.Column<int>(type: "int", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateMedia", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_TemplateMedia_Numbers_OrganizationId_NumberId",
                        columns: x => new { x.OrganizationId, x.NumberId },
                        principalTable: "Numbers",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TemplateMedia_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TemplateSyncStates",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AttemptedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SucceededAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ErrorCode = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Stamp = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateSyncStates", x => x.OrganizationId);
                    table.ForeignKey(
                        name: "FK_TemplateSyncStates_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Templates_OrganizationId_BusinessAccountId_Name_Language",
                table: "Templates",
                columns: new[] { "OrganizationId", "BusinessAccountId", "Name", "Language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TemplateMedia_OrganizationId_NumberId_Hash",
                table: "TemplateMedia",
                columns: new[] { "OrganizationId", "NumberId", "Hash" });

            migrationBuilder.CreateIndex(
                name: "IX_TemplateMedia_OrganizationId_NumberId_MediaId",
                table: "TemplateMedia",
                columns: new[] { "OrganizationId", "NumberId", "MediaId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TemplateMedia");

            migrationBuilder.DropTable(
                name: "TemplateSyncStates");

            migrationBuilder.DropIndex(
                name: "IX_Templates_OrganizationId_BusinessAccountId_Name_Language",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "BusinessAccountId",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Category",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Components",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Format",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "GoneAt",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "SynchronizedAt",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "WhatsAppId",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "Components",
                table: "Campaigns");

            migrationBuilder.CreateIndex(
                name: "IX_Templates_OrganizationId_Name_Language",
                table: "Templates",
                columns: new[] { "OrganizationId", "Name", "Language" },
                unique: true);
        }
    }
}
