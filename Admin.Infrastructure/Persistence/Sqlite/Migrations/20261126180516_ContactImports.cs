using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ContactImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ContactListEntries_ContactLists_OrganizationId_ListId",
                table: "ContactListEntries");

            migrationBuilder.DropForeignKey(
                name: "FK_ContactListEntries_Contacts_OrganizationId_ContactId",
                table: "ContactListEntries");

            migrationBuilder.AddColumn<string>(
                name: "MarketingConsent",
                table: "Contacts",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown");

            migrationBuilder.AddColumn<DateTime>(
                name: "MarketingConsentAt",
                table: "Contacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "Contacts",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SearchName",
                table: "Contacts",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Stamp",
                table: "Contacts",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateTime>(
                name: "UpdatedAt",
                table: "Contacts",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "UtilityConsent",
                table: "Contacts",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown");

            migrationBuilder.AddColumn<DateTime>(
                name: "UtilityConsentAt",
                table: "Contacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ConsentEntries",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContactId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ActorKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ActorId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsentEntries", x => x.Key);
                    table.ForeignKey(
                        name: "FK_ConsentEntries_Contacts_OrganizationId_ContactId",
                        columns: x => new { x.OrganizationId, x.ContactId },
                        principalTable: "Contacts",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ContactImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    FileChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Encoding = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Separator = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    HasHeader = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsMixed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ColumnsJson = table.Column<string>(type: "TEXT", maxLength: 64000, nullable: false),
                    Lists = table.Column<string>(type: "TEXT", nullable: false),
                    NewList = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    Consent = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ConsentSource = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Existing = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Duplicates = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    ReasonsJson = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    FirstRejectedJson = table.Column<string>(type: "TEXT", maxLength: 16000, nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Groups = table.Column<int>(type: "INTEGER", nullable: false),
                    Added = table.Column<int>(type: "INTEGER", nullable: false),
                    Updated = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TouchedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeaseOwner = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactImports", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_ContactImports_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ContactTags",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    NormalizedName = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactTags", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_ContactTags_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ContactTagEntries",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TagId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContactId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactTagEntries", x => new { x.OrganizationId, x.TagId, x.ContactId });
                    table.ForeignKey(
                        name: "FK_ContactTagEntries_ContactTags_OrganizationId_TagId",
                        columns: x => new { x.OrganizationId, x.TagId },
                        principalTable: "ContactTags",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ContactTagEntries_Contacts_OrganizationId_ContactId",
                        columns: x => new { x.OrganizationId, x.ContactId },
                        principalTable: "Contacts",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OptOuts_OrganizationId_CreatedAt_Phone",
                table: "OptOuts",
                columns: new[] { "OrganizationId", "CreatedAt", "Phone" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_CreatedAt_Id",
                table: "Contacts",
                columns: new[] { "OrganizationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_MarketingConsent_CreatedAt_Id",
                table: "Contacts",
                columns: new[] { "OrganizationId", "MarketingConsent", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_SearchName_Id",
                table: "Contacts",
                columns: new[] { "OrganizationId", "SearchName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Contacts_OrganizationId_UtilityConsent_CreatedAt_Id",
                table: "Contacts",
                columns: new[] { "OrganizationId", "UtilityConsent", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ConsentEntries_OrganizationId_ContactId_Key",
                table: "ConsentEntries",
                columns: new[] { "OrganizationId", "ContactId", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactImports_OrganizationId_CreatedAt",
                table: "ContactImports",
                columns: new[] { "OrganizationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactImports_State_LeasedUntil",
                table: "ContactImports",
                columns: new[] { "State", "LeasedUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactTagEntries_OrganizationId_ContactId",
                table: "ContactTagEntries",
                columns: new[] { "OrganizationId", "ContactId" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactTags_OrganizationId_NormalizedName",
                table: "ContactTags",
                columns: new[] { "OrganizationId", "NormalizedName" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_ContactListEntries_ContactLists_OrganizationId_ListId",
                table: "ContactListEntries",
                columns: new[] { "OrganizationId", "ListId" },
                principalTable: "ContactLists",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_ContactListEntries_Contacts_OrganizationId_ContactId",
                table: "ContactListEntries",
                columns: new[] { "OrganizationId", "ContactId" },
                principalTable: "Contacts",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ContactListEntries_ContactLists_OrganizationId_ListId",
                table: "ContactListEntries");

            migrationBuilder.DropForeignKey(
                name: "FK_ContactListEntries_Contacts_OrganizationId_ContactId",
                table: "ContactListEntries");

            migrationBuilder.DropTable(
                name: "ConsentEntries");

            migrationBuilder.DropTable(
                name: "ContactImports");

            migrationBuilder.DropTable(
                name: "ContactTagEntries");

            migrationBuilder.DropTable(
                name: "ContactTags");

            migrationBuilder.DropIndex(
                name: "IX_OptOuts_OrganizationId_CreatedAt_Phone",
                table: "OptOuts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_OrganizationId_CreatedAt_Id",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_OrganizationId_MarketingConsent_CreatedAt_Id",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_OrganizationId_SearchName_Id",
                table: "Contacts");

            migrationBuilder.DropIndex(
                name: "IX_Contacts_OrganizationId_UtilityConsent_CreatedAt_Id",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "MarketingConsent",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "MarketingConsentAt",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "SearchName",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Stamp",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "UpdatedAt",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "UtilityConsent",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "UtilityConsentAt",
                table: "Contacts");

            migrationBuilder.AddForeignKey(
                name: "FK_ContactListEntries_ContactLists_OrganizationId_ListId",
                table: "ContactListEntries",
                columns: new[] { "OrganizationId", "ListId" },
                principalTable: "ContactLists",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_ContactListEntries_Contacts_OrganizationId_ContactId",
                table: "ContactListEntries",
                columns: new[] { "OrganizationId", "ContactId" },
                principalTable: "Contacts",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Restrict);
        }
    }
}
