using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CheckUrl",
                table: "Secrets",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CheckableVersion",
                table: "Secrets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastCheckOutcome",
                table: "Secrets",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastCheckedAt",
                table: "Secrets",
                type: "TEXT",
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
