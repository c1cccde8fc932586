using Authoring.Web.Documents;
using Authoring.Web.History;
using Authoring.Web.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<NamedVersion> NamedVersions => Set<NamedVersion>();

    private sealed class HistoryTables : IEntityTypeConfiguration<NamedVersion>
    {
        public void Configure(EntityTypeBuilder<NamedVersion> table)
        {
            table.HasIndex(n => new { n.DocumentId, n.Name }).IsUnique();
            table.HasOne<Document>().WithMany().HasForeignKey(n => n.DocumentId);
            table.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
