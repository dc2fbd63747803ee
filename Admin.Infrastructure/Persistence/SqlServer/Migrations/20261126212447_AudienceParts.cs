using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AudienceParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CampaignAudienceParts",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CampaignKey = table.Column<long>(type: "bigint", nullable: false),
                    ListId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Tag = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: true),
                    Marketing = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Utility = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    CreatedFrom = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CreatedBefore = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EarlierKey = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Code = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Brought = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignAudienceParts", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_CampaignAudienceParts_Campaigns_OrganizationId_CampaignKey",
                        columns: x => new { x.OrganizationId, x.CampaignKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CampaignAudienceParts_Campaigns_OrganizationId_EarlierKey",
                        columns: x => new { x.OrganizationId, x.EarlierKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CampaignAudienceParts_ContactLists_OrganizationId_ListId",
                        columns: x => new { x.OrganizationId, x.ListId },
                        principalTable: "ContactLists",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignAudienceParts_OrganizationId_CampaignKey",
                table: "CampaignAudienceParts",
                columns: new[] { "OrganizationId", "CampaignKey" });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignAudienceParts_OrganizationId_EarlierKey",
                table: "CampaignAudienceParts",
                columns: new[] { "OrganizationId", "EarlierKey" });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignAudienceParts_OrganizationId_ListId",
                table: "CampaignAudienceParts",
                columns: new[] { "OrganizationId", "ListId" });

            migrationBuilder.Sql("""
                EXEC(N'INSERT INTO [CampaignAudienceParts] ([OrganizationId], [Id], [CampaignKey], [ListId])
                SELECT [OrganizationId], NEWID(), [CampaignKey], [ListId] FROM [CampaignAudienceLists];');
                """);

            migrationBuilder.DropTable(
                name: "CampaignAudienceLists");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CampaignAudienceLists",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CampaignKey = table.Column<long>(type: "bigint", nullable: false),
                    ListId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignAudienceLists", x => new { x.OrganizationId, x.CampaignKey, x.ListId });
                    table.ForeignKey(
                        name: "FK_CampaignAudienceLists_Campaigns_OrganizationId_CampaignKey",
                        columns: x => new { x.OrganizationId, x.CampaignKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CampaignAudienceLists_ContactLists_OrganizationId_ListId",
                        columns: x => new { x.OrganizationId, x.ListId },
                        principalTable: "ContactLists",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignAudienceLists_OrganizationId_ListId",
                table: "CampaignAudienceLists",
                columns: new[] { "OrganizationId", "ListId" });

            // Whole lists are all that there was; other parts have no place to go back to.
            migrationBuilder.Sql("""
                INSERT INTO [CampaignAudienceLists] ([OrganizationId], [CampaignKey], [ListId])
                SELECT DISTINCT [OrganizationId], [CampaignKey], [ListId] FROM [CampaignAudienceParts]
                WHERE [ListId] IS NOT NULL AND [Tag] IS NULL AND [Marketing] IS NULL AND [Utility] IS NULL AND [CreatedFrom] IS NULL AND [CreatedBefore] IS NULL;
                """);

            migrationBuilder.DropTable(
                name: "CampaignAudienceParts");
        }
    }
}
