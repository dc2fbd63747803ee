using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Admin.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CampaignNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "NumberId",
                table: "Recipients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FurtherNumbers",
                table: "Campaigns",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "StoppedNumbers",
                table: "Campaigns",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NumberId",
                table: "Recipients");

            migrationBuilder.DropColumn(
                name: "FurtherNumbers",
                table: "Campaigns");

            migrationBuilder.DropColumn(
                name: "StoppedNumbers",
                table: "Campaigns");
        }
    }
}
