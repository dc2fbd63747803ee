using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class LinkDataSourcesToSecrets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Until now nothing kept a secret from going while a data source named it.
            migrationBuilder.Sql("""
                UPDATE [DataSources] SET [CredentialsSecretId] = NULL
                WHERE [CredentialsSecretId] IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM [Secrets]
                    WHERE [Secrets].[OrganizationId] = [DataSources].[OrganizationId] AND [Secrets].[Id] = [DataSources].[CredentialsSecretId]);
                """);

            migrationBuilder.CreateIndex(
                name: "IX_DataSources_OrganizationId_CredentialsSecretId",
                table: "DataSources",
                columns: new[] { "OrganizationId", "CredentialsSecretId" });

            migrationBuilder.AddForeignKey(
                name: "FK_DataSources_Secrets_OrganizationId_CredentialsSecretId",
                table: "DataSources",
                columns: new[] { "OrganizationId", "CredentialsSecretId" },
                principalTable: "Secrets",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_DataSources_Secrets_OrganizationId_CredentialsSecretId",
                table: "DataSources");

            migrationBuilder.DropIndex(
                name: "IX_DataSources_OrganizationId_CredentialsSecretId",
                table: "DataSources");
        }
    }
}
