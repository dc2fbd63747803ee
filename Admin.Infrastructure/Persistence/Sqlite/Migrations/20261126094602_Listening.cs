using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Listening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "App",
                table: "WebhookEvents",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "Numbers",
                table: "WebhookEvents",
                type: "TEXT",
                unicode: false,
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Size",
                table: "WebhookEvents",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Quality",
                table: "Templates",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown");

            migrationBuilder.AddColumn<DateTime>(
                name: "QualityAt",
                table: "Templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "StatusAt",
                table: "Templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StatusReason",
                table: "Templates",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RespondedAt",
                table: "Recipients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OptOutKeywords",
                table: "Organizations",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AppId",
                table: "Numbers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BusinessAccountId",
                table: "Numbers",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MessagingLimit",
                table: "Numbers",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Quality",
                table: "Numbers",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown");

            migrationBuilder.AddColumn<DateTime>(
                name: "ToldAt",
                table: "Numbers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RespondedCount",
                table: "Campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "WebhookBodies",
                columns: table => new
                {
                    EventKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookBodies", x => x.EventKey);
                    table.ForeignKey(
                        name: "FK_WebhookBodies_WebhookEvents_EventKey",
                        column: x => x.EventKey,
                        principalTable: "WebhookEvents",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            // By hand: what is stored and not merged yet goes along. Its numbers are looked up in the body.
            migrationBuilder.Sql("INSERT INTO \"WebhookBodies\" (\"EventKey\", \"Body\") SELECT \"Key\", \"Body\" FROM \"WebhookEvents\";");
            migrationBuilder.Sql("UPDATE \"WebhookEvents\" SET \"Size\" = LENGTH(\"Body\"), \"Numbers\" = '*';");
            migrationBuilder.DropColumn(
                name: "Body",
                table: "WebhookEvents");

            migrationBuilder.CreateTable(
                name: "WebhookForwards",
                columns: table => new
                {
                    EventKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Signature = table.Column<string>(type: "TEXT", unicode: false, maxLength: 80, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    LastTriedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClaimToken = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClaimedUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookForwards", x => x.EventKey);
                    table.ForeignKey(
                        name: "FK_WebhookForwards_WebhookEvents_EventKey",
                        column: x => x.EventKey,
                        principalTable: "WebhookEvents",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WhatsAppApps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    MetaAppId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AppSecretId = table.Column<Guid>(type: "TEXT", nullable: false),
                    VerifyTokenId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WhatsAppApps", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_WhatsAppApps_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WhatsAppApps_Secrets_OrganizationId_AppSecretId",
                        columns: x => new { x.OrganizationId, x.AppSecretId },
                        principalTable: "Secrets",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_WhatsAppApps_Secrets_OrganizationId_VerifyTokenId",
                        columns: x => new { x.OrganizationId, x.VerifyTokenId },
                        principalTable: "Secrets",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookEvents_ReceivedAt",
                table: "WebhookEvents",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Numbers_BusinessAccountId",
                table: "Numbers",
                column: "BusinessAccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Numbers_OrganizationId_AppId",
                table: "Numbers",
                columns: new[] { "OrganizationId", "AppId" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookForwards_ClaimToken",
                table: "WebhookForwards",
                column: "ClaimToken");

            migrationBuilder.CreateIndex(
                name: "IX_WhatsAppApps_Id",
                table: "WhatsAppApps",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WhatsAppApps_OrganizationId_AppSecretId",
                table: "WhatsAppApps",
                columns: new[] { "OrganizationId", "AppSecretId" });

            migrationBuilder.CreateIndex(
                name: "IX_WhatsAppApps_OrganizationId_MetaAppId",
                table: "WhatsAppApps",
                columns: new[] { "OrganizationId", "MetaAppId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WhatsAppApps_OrganizationId_VerifyTokenId",
                table: "WhatsAppApps",
                columns: new[] { "OrganizationId", "VerifyTokenId" });

            migrationBuilder.AddForeignKey(
                name: "FK_Numbers_WhatsAppApps_OrganizationId_AppId",
                table: "Numbers",
                columns: new[] { "OrganizationId", "AppId" },
                principalTable: "WhatsAppApps",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Numbers_WhatsAppApps_OrganizationId_AppId",
                table: "Numbers");

            migrationBuilder.DropTable(
                name: "WebhookBodies");

            migrationBuilder.DropTable(
                name: "WebhookForwards");

            migrationBuilder.DropTable(
                name: "WhatsAppApps");

            migrationBuilder.DropIndex(
                name: "IX_WebhookEvents_ReceivedAt",
                table: "WebhookEvents");

            migrationBuilder.DropIndex(
                name: "IX_Numbers_BusinessAccountId",
                table: "Numbers");

            migrationBuilder.DropIndex(
                name: "IX_Numbers_OrganizationId_AppId",
                table: "Numbers");

            migrationBuilder.DropColumn(
                name: "App",
                table: "WebhookEvents");

            migrationBuilder.DropColumn(
                name: "Numbers",
                table: "WebhookEvents");

            migrationBuilder.DropColumn(
                name: "Size",
                table: "WebhookEvents");

            migrationBuilder.DropColumn(
                name: "Quality",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "QualityAt",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "StatusAt",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "StatusReason",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "RespondedAt",
                table: "Recipients");

            migrationBuilder.DropColumn(
                name: "OptOutKeywords",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "AppId",
                table: "Numbers");

            migrationBuilder.DropColumn(
                name: "BusinessAccountId",
                table: "Numbers");

            migrationBuilder.DropColumn(
                name: "MessagingLimit",
                table: "Numbers");

            migrationBuilder.DropColumn(
                name: "Quality",
                table: "Numbers");

            migrationBuilder.DropColumn(
                name: "ToldAt",
                table: "Numbers");

            migrationBuilder.DropColumn(
                name: "RespondedCount",
                table: "Campaigns");

            migrationBuilder.AddColumn<byte[]>(
                name: "Body",
                table: "WebhookEvents",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
