using Authoring.Web.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<ReportMember> ReportMembers => Set<ReportMember>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<Document> Documents => Set<Document>();

    private sealed class DocumentTables
        : IEntityTypeConfiguration<Report>,
            IEntityTypeConfiguration<ReportMember>,
            IEntityTypeConfiguration<Assignment>,
            IEntityTypeConfiguration<Document>
    {
        public void Configure(EntityTypeBuilder<Report> table)
        {
            table.HasIndex(r => r.Slug).IsUnique();
        }

        public void Configure(EntityTypeBuilder<ReportMember> table)
        {
            table.HasKey(m => new { m.ReportId, m.PersonId });
        }

        public void Configure(EntityTypeBuilder<Assignment> table)
        {
            table.HasIndex(a => new { a.DocumentId, a.PersonId }).IsUnique();
            table.HasIndex(a => new { a.DocumentId, a.OrganisationId }).IsUnique();
            table.ToTable(t => t.HasCheckConstraint("CK_Assignments_One", "(\"PersonId\" IS NULL) <> (\"OrganisationId\" IS NULL)"));
        }

        public void Configure(EntityTypeBuilder<Document> table)
        {
            table.HasIndex(d => new { d.ReportId, d.Path }).IsUnique();
            table
                .HasIndex(d => new
                {
                    d.ReportId,
                    d.Kind,
                    d.Key,
                })
                .IsUnique();
        }
    }
}
