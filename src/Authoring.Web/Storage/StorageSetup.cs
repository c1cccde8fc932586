using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Storage;

internal static class StorageSetup
{
    /// <summary>The database, one short-lived context per operation; <c>Database:Provider</c> names the kind.</summary>
    public static void AddStorage(this WebApplicationBuilder builder, string defaultDatabase)
    {
        var provider = builder.Configuration["Database:Provider"] ?? "sqlite";
        if (provider != "sqlite")
            throw new InvalidOperationException($"Database:Provider is '{provider}'; this version knows 'sqlite'.");
        var connection = new SqliteConnectionStringBuilder(
            builder.Configuration.GetConnectionString("Authoring") ?? $"Data Source={defaultDatabase}"
        );
        OwnerOnly.MakeNewFilesPrivate();
        if (Path.GetDirectoryName(Path.GetFullPath(connection.DataSource)) is { } folder)
            Directory.CreateDirectory(folder);
        builder.Services.AddSingleton(services => new DatabaseFile(
            DatabaseFile.PathOf(connection),
            services.GetRequiredService<ILogger<DatabaseFile>>()
        ));
        builder.Services.AddSingleton<DatabaseOwnership>();
        builder.Services.AddSingleton<DatabaseMigration>();
        // Only a start makes the file: see DatabaseMigration.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate && DatabaseFile.PathOf(connection) is not null)
            connection.Mode = SqliteOpenMode.ReadWrite;
        builder.Services.AddSingleton<IInterceptor, OpeningGuard>();
        builder.Services.AddSingleton<IInterceptor, SavingGuard>();
        builder.Services.AddSingleton<IInterceptor, StatementGuard>();
        builder.Services.AddDbContextFactory<AuthoringDb>(
            (services, o) => o.UseSqlite(connection.ToString()).AddInterceptors(services.GetServices<IInterceptor>())
        );
        builder.Services.AddDataProtection().SetApplicationName("Authoring");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(o =>
            o.XmlRepository = new ProtectionKeysInDatabase(services.GetRequiredService<IDbContextFactory<AuthoringDb>>())
        ));
    }

    /// <summary>Before the database is opened.</summary>
    public static void ProtectDatabase(this WebApplication app)
    {
        using var db = app.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContext();
        OwnerOnly.Tighten(db.Database.GetConnectionString(), app.Services.GetRequiredService<ILogger<AuthoringDb>>());
    }

    public static Task MigrateAsync(this WebApplication app) => app.Services.GetRequiredService<DatabaseMigration>().RunAsync();
}
