using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Sqlite.Design.Internal;
using Microsoft.Extensions.DependencyInjection;

if (args.Length != 1)
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Authoring.Migrations -- NAME   (from the top folder)");
    return 2;
}
var folder = Path.GetFullPath("src/Authoring.Web");
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"{folder} is not there: start it from the top folder.");
    return 2;
}
using var db = new AuthoringDb(new DbContextOptionsBuilder<AuthoringDb>().UseSqlite("Data Source=:memory:").Options);
var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
#pragma warning disable EF1001 // The design-time services are internal by name; there is no other door.
new SqliteDesignTimeServices().ConfigureDesignTimeServices(services);
#pragma warning restore EF1001
using var provider = services.BuildServiceProvider();
var scaffolder = provider.GetRequiredService<IMigrationsScaffolder>();
var migration = scaffolder.ScaffoldMigration(args[0], "Authoring.Web", "Storage.Migrations");
var files = scaffolder.Save(folder, migration, Path.Combine(folder, "Storage", "Migrations"), dryRun: false);
Console.WriteLine(files.MigrationFile);
return 0;
