using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Publishing.Editions;
using Authoring.Web.Publishing.Obstacles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<Waiver> Waivers => Set<Waiver>();
    public DbSet<Edition> Editions => Set<Edition>();
    public DbSet<EditionFile> EditionFiles => Set<EditionFile>();
    public DbSet<StoredContent> StoredContents => Set<StoredContent>();
    public DbSet<StoredPiece> StoredPieces => Set<StoredPiece>();

    private sealed class PublishingTables
        : IEntityTypeConfiguration<Waiver>,
            IEntityTypeConfiguration<Edition>,
            IEntityTypeConfiguration<EditionFile>,
            IEntityTypeConfiguration<StoredContent>,
            IEntityTypeConfiguration<StoredPiece>
    {
        public void Configure(EntityTypeBuilder<Waiver> table)
        {
            // Two at once allow a thing once.
            table.HasIndex(w => new { w.ReportId, w.Fingerprint }).IsUnique().HasFilter("\"WithdrawnAt\" IS NULL");
            table.HasOne<Report>().WithMany().HasForeignKey(w => w.ReportId).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<Person>().WithMany().HasForeignKey(w => w.WithdrawnBy).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<Edition> table)
        {
            table.HasIndex(e => new { e.ReportId, e.Number }).IsUnique();
            table.HasIndex(e => new { e.ReportId, e.Name }).IsUnique();
            table.HasOne<Report>().WithMany().HasForeignKey(e => e.ReportId).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
            table.HasMany(e => e.Files).WithOne().HasForeignKey(f => f.EditionId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<EditionFile> table)
        {
            table.HasKey(f => new { f.EditionId, f.Kind });
            table.HasOne<StoredContent>().WithMany().HasForeignKey(f => f.Hash).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<StoredContent> table)
        {
            table.HasKey(c => c.Hash);
        }

        public void Configure(EntityTypeBuilder<StoredPiece> table)
        {
            // Its content is written down last, when all pieces are there.
            table.HasKey(p => new { p.Hash, p.Part });
        }
    }
}
