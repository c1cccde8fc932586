using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Authoring.Web.Storage;

/// <summary>
/// Gives <c>dotnet ef</c> the model without starting the program: a migration is written from the model alone, no database is opened.
/// </summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<AuthoringDb>
{
    public AuthoringDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<AuthoringDb>().UseSqlite("Data Source=:memory:").Options);
}
