using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;
using Authoring.Web.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<Snapshot> Snapshots => Set<Snapshot>();
    public DbSet<LoggedUpdate> Updates => Set<LoggedUpdate>();
    public DbSet<LogHead> LogHeads => Set<LogHead>();
    public DbSet<SuggestionRecord> Suggestions => Set<SuggestionRecord>();
    public DbSet<PackedStretch> PackedStretches => Set<PackedStretch>();
    public DbSet<Divergence> Divergences => Set<Divergence>();
    public DbSet<EditingClient> EditingClients => Set<EditingClient>();

    private sealed class LogTables
        : IEntityTypeConfiguration<Snapshot>,
            IEntityTypeConfiguration<LoggedUpdate>,
            IEntityTypeConfiguration<LogHead>,
            IEntityTypeConfiguration<SuggestionRecord>,
            IEntityTypeConfiguration<PackedStretch>,
            IEntityTypeConfiguration<Divergence>,
            IEntityTypeConfiguration<EditingClient>
    {
        public void Configure(EntityTypeBuilder<Snapshot> table)
        {
            table.HasKey(s => new { s.DocumentId, s.Version });
            table.HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
        }

        public void Configure(EntityTypeBuilder<LoggedUpdate> table)
        {
            // The database is the sequencer: no version is given twice, no update of a person enters a text twice.
            table.HasKey(u => new { u.DocumentId, u.Version });
            table
                .HasIndex(u => new
                {
                    u.DocumentId,
                    u.UpdateId,
                    u.PersonId,
                })
                .IsUnique();
            table.HasOne<Document>().WithMany().HasForeignKey(u => u.DocumentId);
        }

        public void Configure(EntityTypeBuilder<LogHead> table)
        {
            table.HasKey(h => h.DocumentId);
            table.Property(h => h.DocumentId).ValueGeneratedNever();
            table.HasOne<Document>().WithMany().HasForeignKey(h => h.DocumentId);
        }

        public void Configure(EntityTypeBuilder<SuggestionRecord> table)
        {
            table.HasKey(s => new { s.DocumentId, s.SuggestionId });
            table.HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
            table.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        }

        public void Configure(EntityTypeBuilder<PackedStretch> table)
        {
            table.HasKey(p => new { p.DocumentId, p.Last });
            table.HasOne<Document>().WithMany().HasForeignKey(p => p.DocumentId);
        }

        public void Configure(EntityTypeBuilder<Divergence> table)
        {
            table.HasOne<Document>().WithMany().HasForeignKey(d => d.DocumentId);
        }

        public void Configure(EntityTypeBuilder<EditingClient> table)
        {
            table.HasKey(c => c.ClientId);
            table.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        }
    }
}
