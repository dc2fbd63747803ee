using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AddCampaignWatching : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CampaignBuckets",
                columns: table => new
                {
                    CampaignKey = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Seconds = table.Column<int>(type: "int", nullable: false),
                    Accepted = table.Column<int>(type: "int", nullable: false),
                    Delivered = table.Column<int>(type: "int", nullable: false),
                    Read = table.Column<int>(type: "int", nullable: false),
                    Failed = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignBuckets", x => new { x.CampaignKey, x.At });
                    table.ForeignKey(
                        name: "FK_CampaignBuckets_Campaigns_OrganizationId_CampaignKey",
                        columns: x => new { x.OrganizationId, x.CampaignKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WallLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Label = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CampaignKey = table.Column<long>(type: "bigint", nullable: true),
                    ShowsNames = table.Column<bool>(type: "bit", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WallLinks", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_WallLinks_Campaigns_OrganizationId_CampaignKey",
                        columns: x => new { x.OrganizationId, x.CampaignKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_WallLinks_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_OrganizationId_SubjectId_Sequence",
                table: "AuditEntries",
                columns: new[] { "OrganizationId", "SubjectId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignBuckets_OrganizationId_CampaignKey",
                table: "CampaignBuckets",
                columns: new[] { "OrganizationId", "CampaignKey" });

            migrationBuilder.CreateIndex(
                name: "IX_WallLinks_Hash",
                table: "WallLinks",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WallLinks_OrganizationId_CampaignKey",
                table: "WallLinks",
                columns: new[] { "OrganizationId", "CampaignKey" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CampaignBuckets");

            migrationBuilder.DropTable(
                name: "WallLinks");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_OrganizationId_SubjectId_Sequence",
                table: "AuditEntries");
        }
    }
}
