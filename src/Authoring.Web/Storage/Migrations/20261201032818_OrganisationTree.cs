using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Authoring.Web.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OrganisationTree : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Level",
                table: "Organisations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ParentId",
                table: "Organisations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Level",
                table: "ChainStages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SignsForOrganisation",
                table: "AspNetUsers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Level",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "Level",
                table: "ChainStages");

            migrationBuilder.DropColumn(
                name: "SignsForOrganisation",
                table: "AspNetUsers");
        }
    }
}
