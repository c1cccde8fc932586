using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Authoring.Web.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RobotNews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RobotNews",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Robot = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ReportId = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    After = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RobotNews", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RobotNews_Reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "Reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RobotNews_ReportId",
                table: "RobotNews",
                column: "ReportId");

            migrationBuilder.CreateIndex(
                name: "IX_RobotNews_Robot",
                table: "RobotNews",
                column: "Robot");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RobotNews");
        }
    }
}
