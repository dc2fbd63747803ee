using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class SecretChecks : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
