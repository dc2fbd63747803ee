using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ContactsAndPreparation : Migration
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
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Category",
                table: "Templates",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown");

            migrationBuilder.AddColumn<string>(
                name: "Components",
                table: "Templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Format",
                table: "Templates",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "positional");

            migrationBuilder.AddColumn<DateTime>(
                name: "GoneAt",
                table: "Templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SynchronizedAt",
                table: "Templates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WhatsAppId",
                table: "Templates",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CostMicros",
                table: "Recipients",
                type: "INTEGER",
                nullable: true);

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

            migrationBuilder.AddColumn<string>(
                name: "Approval",
                table: "Campaigns",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "BudgetMicros",
                table: "Campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Components",
                table: "Campaigns",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<long>(
                name: "CostMicros",
                table: "Campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "DailyCap",
                table: "Campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsTransactional",
                table: "Campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SendTimesText",
                table: "Campaigns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CampaignApprovals",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CampaignKey = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Comment = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignApprovals", x => new { x.OrganizationId, x.CampaignKey });
                    table.ForeignKey(
                        name: "FK_CampaignApprovals_Campaigns_OrganizationId_CampaignKey",
                        columns: x => new { x.OrganizationId, x.CampaignKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CampaignDays",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CampaignKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<int>(type: "INTEGER", nullable: false),
                    Begun = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignDays", x => new { x.OrganizationId, x.CampaignKey, x.Day });
                    table.ForeignKey(
                        name: "FK_CampaignDays_Campaigns_OrganizationId_CampaignKey",
                        columns: x => new { x.OrganizationId, x.CampaignKey },
                        principalTable: "Campaigns",
                        principalColumns: new[] { "OrganizationId", "Key" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CampaignRules",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FrequencyMost = table.Column<int>(type: "INTEGER", nullable: true),
                    FrequencyDays = table.Column<int>(type: "INTEGER", nullable: true),
                    ApprovalAbove = table.Column<int>(type: "INTEGER", nullable: true),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignRules", x => x.OrganizationId);
                    table.ForeignKey(
                        name: "FK_CampaignRules_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "Erasures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    RequestedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Erased = table.Column<int>(type: "INTEGER", nullable: false),
                    Left = table.Column<int>(type: "INTEGER", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_Erasures_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MessagePrices",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Micros = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MessagePrices", x => new { x.OrganizationId, x.Category, x.Country });
                    table.ForeignKey(
                        name: "FK_MessagePrices_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PriceBooks",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PriceBooks", x => x.OrganizationId);
                    table.ForeignKey(
                        name: "FK_PriceBooks_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RetentionTerms",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    QueryHistoryDays = table.Column<int>(type: "INTEGER", nullable: false),
                    RecipientMonths = table.Column<int>(type: "INTEGER", nullable: false),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionTerms", x => x.OrganizationId);
                    table.ForeignKey(
                        name: "FK_RetentionTerms_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TemplateMedia",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    NumberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MediaId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
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
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttemptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SucceededAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ErrorCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Stamp = table.Column<Guid>(type: "TEXT", nullable: false)
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
                name: "IX_Templates_OrganizationId_BusinessAccountId_Name_Language",
                table: "Templates",
                columns: new[] { "OrganizationId", "BusinessAccountId", "Name", "Language" },
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_OrganizationId_Mark",
                table: "Erasures",
                columns: new[] { "OrganizationId", "Mark" });

            migrationBuilder.CreateIndex(
                name: "IX_Erasures_OrganizationId_RequestedAt",
                table: "Erasures",
                columns: new[] { "OrganizationId", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TemplateMedia_OrganizationId_NumberId_Hash",
                table: "TemplateMedia",
                columns: new[] { "OrganizationId", "NumberId", "Hash" });

            migrationBuilder.CreateIndex(
                name: "IX_TemplateMedia_OrganizationId_NumberId_MediaId",
                table: "TemplateMedia",
                columns: new[] { "OrganizationId", "NumberId", "MediaId" });

            // What the new columns say of contacts that are there: the name stood among the fields.
            migrationBuilder.Sql("""
                UPDATE "Contacts" SET
                    "Name" = substr(COALESCE(json_extract("Fields", '$.name'), ''), 1, 200),
                    "SearchName" = lower(substr(COALESCE(json_extract("Fields", '$.name'), ''), 1, 200)),
                    "Stamp" = "Id",
                    "UpdatedAt" = "CreatedAt";
                """);

            // Phones have one spelling from here on; who opted out under an older one stays opted out under both, as contacts and
            // recipients of before keep theirs.
            migrationBuilder.Sql("""
                INSERT OR IGNORE INTO "OptOuts" ("OrganizationId", "Phone", "Source", "CreatedAt")
                SELECT "OrganizationId", substr("Phone", 1, 5) || '9' || substr("Phone", 6), "Source", "CreatedAt" FROM "OptOuts"
                WHERE length("Phone") = 13 AND "Phone" GLOB '+55[1-9][1-9][6-9]*';
                INSERT OR IGNORE INTO "OptOuts" ("OrganizationId", "Phone", "Source", "CreatedAt")
                SELECT "OrganizationId", '+52' || substr("Phone", 5), "Source", "CreatedAt" FROM "OptOuts"
                WHERE length("Phone") = 14 AND "Phone" GLOB '+521*';
                """);

            // Last: a table is rebuilt for its keys, and what is written before must be there first.
            migrationBuilder.DropForeignKey(
                name: "FK_ContactListEntries_ContactLists_OrganizationId_ListId",
                table: "ContactListEntries");

            migrationBuilder.DropForeignKey(
                name: "FK_ContactListEntries_Contacts_OrganizationId_ContactId",
                table: "ContactListEntries");

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
                name: "CampaignApprovals");

            migrationBuilder.DropTable(
                name: "CampaignDays");

            migrationBuilder.DropTable(
                name: "CampaignRules");

            migrationBuilder.DropTable(
                name: "ConsentEntries");

            migrationBuilder.DropTable(
                name: "ContactImports");

            migrationBuilder.DropTable(
                name: "ContactTagEntries");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "MessagePrices");

            migrationBuilder.DropTable(
                name: "PriceBooks");

            migrationBuilder.DropTable(
                name: "RetentionTerms");

            migrationBuilder.DropTable(
                name: "TemplateMedia");

            migrationBuilder.DropTable(
                name: "TemplateSyncStates");

            migrationBuilder.DropTable(
                name: "ContactTags");

            migrationBuilder.DropIndex(
                name: "IX_Templates_OrganizationId_BusinessAccountId_Name_Language",
                table: "Templates");

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
                name: "CostMicros",
                table: "Recipients");

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

            migrationBuilder.DropColumn(
                name: "Approval",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "BudgetMicros",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "Components",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "CostMicros",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "DailyCap",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "IsTransactional",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "SendTimesText",
                table: "Campaigns");

            migrationBuilder.CreateIndex(
                name: "IX_Templates_OrganizationId_Name_Language",
                table: "Templates",
                columns: new[] { "OrganizationId", "Name", "Language" },
                unique: true);

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
