using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Storage;

/// <summary>
/// Everything that must last. Each folder adds its own tables in a part of this class, which stands in that folder (<c>…Tables.cs</c>):
/// this one knows those of the storage alone.
/// </summary>
internal sealed partial class AuthoringDb
{
    public AuthoringDb(DbContextOptions<AuthoringDb> options)
        : base(options) { }

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<WriteProbe> WriteProbes => Set<WriteProbe>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AuthoringDb).Assembly);
    }
}
