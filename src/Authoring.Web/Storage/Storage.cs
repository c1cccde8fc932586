using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Storage;

internal static class StorageSetup
{
    /// <summary>The database, one short-lived context per operation; <c>Database:Provider</c> names the kind.</summary>
    public static void AddStorage(this WebApplicationBuilder builder, string defaultDatabase)
    {
        var provider = builder.Configuration["Database:Provider"] ?? "sqlite";
        if (provider != "sqlite") throw new InvalidOperationException($"Database:Provider is '{provider}'; this version knows 'sqlite'.");
        var connection = new SqliteConnectionStringBuilder(builder.Configuration.GetConnectionString("Authoring") ?? $"Data Source={defaultDatabase}");
        OwnerOnly.MakeNewFilesPrivate();
        if (Path.GetDirectoryName(Path.GetFullPath(connection.DataSource)) is { } folder) Directory.CreateDirectory(folder);
        builder.Services.AddDbContextFactory<AuthoringDb>(o => o.UseSqlite(connection.ToString()));
        builder.Services.AddDataProtection().SetApplicationName("Authoring");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new ProtectionKeysInDatabase(services.GetRequiredService<IDbContextFactory<AuthoringDb>>())));
    }

    /// <summary>Before the database is opened.</summary>
    public static void ProtectDatabase(this WebApplication app)
    {
        using var db = app.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContext();
        OwnerOnly.Tighten(db.Database.GetConnectionString(), app.Services.GetRequiredService<ILogger<AuthoringDb>>());
    }

    public static async Task MigrateAsync(this WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
    }
}
