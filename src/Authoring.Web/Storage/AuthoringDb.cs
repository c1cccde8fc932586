using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Suggestions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Storage;

/// <summary>Everything that must last: people, reports, the log of every text, and the keys that sign cookies.</summary>
internal sealed class AuthoringDb(DbContextOptions<AuthoringDb> options) : IdentityDbContext<Person, IdentityRole<int>, int>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<ReportMember> ReportMembers => Set<ReportMember>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<ReportFile> ReportFiles => Set<ReportFile>();
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<Snapshot> Snapshots => Set<Snapshot>();
    public DbSet<LoggedUpdate> Updates => Set<LoggedUpdate>();
    public DbSet<SuggestionRecord> Suggestions => Set<SuggestionRecord>();
    public DbSet<PackedStretch> PackedStretches => Set<PackedStretch>();
    public DbSet<Divergence> Divergences => Set<Divergence>();
    public DbSet<EditingClient> EditingClients => Set<EditingClient>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Organisation>().HasIndex(o => o.Name).IsUnique();
        builder.Entity<Report>().HasIndex(r => r.Slug).IsUnique();
        builder.Entity<ReportMember>().HasKey(m => new { m.ReportId, m.PersonId });
        builder.Entity<Assignment>().HasIndex(a => new { a.DocumentId, a.PersonId }).IsUnique();
        builder.Entity<Assignment>().HasIndex(a => new { a.DocumentId, a.OrganisationId }).IsUnique();
        builder.Entity<Assignment>().ToTable(t => t.HasCheckConstraint("CK_Assignments_One", "(\"PersonId\" IS NULL) <> (\"OrganisationId\" IS NULL)"));
        builder.Entity<ReportFile>().HasIndex(f => new { f.ReportId, f.Path }).IsUnique();
        builder.Entity<Document>().HasIndex(d => new { d.ReportId, d.Path }).IsUnique();
        builder.Entity<Document>().HasIndex(d => new { d.ReportId, d.Kind, d.Key }).IsUnique();
        builder.Entity<Snapshot>().HasKey(s => new { s.DocumentId, s.Version });

        // The database is the sequencer: no version is given twice, no update of a person enters a text twice.
        builder.Entity<LoggedUpdate>().HasKey(u => new { u.DocumentId, u.Version });
        builder.Entity<LoggedUpdate>().HasIndex(u => new { u.DocumentId, u.UpdateId, u.PersonId }).IsUnique();
        builder.Entity<LoggedUpdate>().HasOne<Document>().WithMany().HasForeignKey(u => u.DocumentId);
        builder.Entity<Snapshot>().HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
        builder.Entity<SuggestionRecord>().HasKey(s => new { s.DocumentId, s.SuggestionId });
        builder.Entity<SuggestionRecord>().HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
        builder.Entity<SuggestionRecord>().HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        builder.Entity<PackedStretch>().HasKey(p => new { p.DocumentId, p.Last });
        builder.Entity<PackedStretch>().HasOne<Document>().WithMany().HasForeignKey(p => p.DocumentId);
        builder.Entity<Divergence>().HasOne<Document>().WithMany().HasForeignKey(d => d.DocumentId);
        builder.Entity<EditingClient>().HasKey(c => c.ClientId);
        builder.Entity<EditingClient>().HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}
