using Authoring.Web.Comments;
using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;
using Authoring.Web.History;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Review;
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
    public DbSet<PictureRendition> PictureRenditions => Set<PictureRendition>();
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<Snapshot> Snapshots => Set<Snapshot>();
    public DbSet<LoggedUpdate> Updates => Set<LoggedUpdate>();
    public DbSet<LogHead> LogHeads => Set<LogHead>();
    public DbSet<SuggestionRecord> Suggestions => Set<SuggestionRecord>();
    public DbSet<Chain> Chains => Set<Chain>();
    public DbSet<ChainStage> ChainStages => Set<ChainStage>();
    public DbSet<StageSigner> StageSigners => Set<StageSigner>();
    public DbSet<StageDeadline> StageDeadlines => Set<StageDeadline>();
    public DbSet<TextReview> TextReviews => Set<TextReview>();
    public DbSet<ReviewAct> ReviewActs => Set<ReviewAct>();
    public DbSet<TextAuthor> TextAuthors => Set<TextAuthor>();
    public DbSet<CommentThread> CommentThreads => Set<CommentThread>();
    public DbSet<CommentEntry> CommentEntries => Set<CommentEntry>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeChoice> NoticeChoices => Set<NoticeChoice>();
    public DbSet<NamedVersion> NamedVersions => Set<NamedVersion>();
    public DbSet<PackedStretch> PackedStretches => Set<PackedStretch>();
    public DbSet<Divergence> Divergences => Set<Divergence>();
    public DbSet<EditingClient> EditingClients => Set<EditingClient>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<WriteProbe> WriteProbes => Set<WriteProbe>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        LogChain.BeginNew(this);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        LogChain.BeginNew(this);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Organisation>().HasIndex(o => o.Name).IsUnique();
        builder.Entity<SignInSession>().HasOne(s => s.Person).WithMany().HasForeignKey(s => s.PersonId);
        builder.Entity<Report>().HasIndex(r => r.Slug).IsUnique();
        builder.Entity<ReportMember>().HasKey(m => new { m.ReportId, m.PersonId });
        builder.Entity<Assignment>().HasIndex(a => new { a.DocumentId, a.PersonId }).IsUnique();
        builder.Entity<Assignment>().HasIndex(a => new { a.DocumentId, a.OrganisationId }).IsUnique();
        builder
            .Entity<Assignment>()
            .ToTable(t => t.HasCheckConstraint("CK_Assignments_One", "(\"PersonId\" IS NULL) <> (\"OrganisationId\" IS NULL)"));
        builder.Entity<ReportFile>().HasIndex(f => new { f.ReportId, f.Path }).IsUnique();
        builder.Entity<PictureRendition>().HasKey(r => new { r.Hash, r.Longest });
        builder.Entity<Document>().HasIndex(d => new { d.ReportId, d.Path }).IsUnique();
        builder
            .Entity<Document>()
            .HasIndex(d => new
            {
                d.ReportId,
                d.Kind,
                d.Key,
            })
            .IsUnique();
        builder.Entity<Snapshot>().HasKey(s => new { s.DocumentId, s.Version });

        // The database is the sequencer: no version is given twice, no update of a person enters a text twice.
        builder.Entity<LoggedUpdate>().HasKey(u => new { u.DocumentId, u.Version });
        builder
            .Entity<LoggedUpdate>()
            .HasIndex(u => new
            {
                u.DocumentId,
                u.UpdateId,
                u.PersonId,
            })
            .IsUnique();
        builder.Entity<LogHead>().HasKey(h => h.DocumentId);
        builder.Entity<LogHead>().Property(h => h.DocumentId).ValueGeneratedNever();
        builder.Entity<LogHead>().HasOne<Document>().WithMany().HasForeignKey(h => h.DocumentId);
        builder.Entity<LoggedUpdate>().HasOne<Document>().WithMany().HasForeignKey(u => u.DocumentId);
        builder.Entity<Snapshot>().HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
        builder.Entity<SuggestionRecord>().HasKey(s => new { s.DocumentId, s.SuggestionId });
        builder.Entity<SuggestionRecord>().HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
        builder.Entity<SuggestionRecord>().HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        AddReview(builder);
        builder.Entity<NamedVersion>().HasIndex(n => new { n.DocumentId, n.Name }).IsUnique();
        builder.Entity<NamedVersion>().HasOne<Document>().WithMany().HasForeignKey(n => n.DocumentId);
        builder.Entity<NamedVersion>().HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<PackedStretch>().HasKey(p => new { p.DocumentId, p.Last });
        builder.Entity<PackedStretch>().HasOne<Document>().WithMany().HasForeignKey(p => p.DocumentId);
        builder.Entity<Divergence>().HasOne<Document>().WithMany().HasForeignKey(d => d.DocumentId);
        builder.Entity<EditingClient>().HasKey(c => c.ClientId);
        builder.Entity<EditingClient>().HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }

    private static void AddReview(ModelBuilder builder)
    {
        builder.Entity<Chain>().HasIndex(c => c.Name).IsUnique();
        builder.Entity<ChainStage>().HasIndex(s => new { s.ChainId, s.Key }).IsUnique();
        builder
            .Entity<StageSigner>()
            .HasIndex(s => new
            {
                s.StageId,
                s.OrganisationId,
                s.PersonId,
            })
            .IsUnique();
        builder.Entity<StageDeadline>().HasKey(d => new { d.ReportId, d.StageId });
        builder.Entity<StageDeadline>().HasOne<Report>().WithMany().HasForeignKey(d => d.ReportId);
        builder.Entity<StageDeadline>().HasOne<ChainStage>().WithMany().HasForeignKey(d => d.StageId);
        // No foreign key from reports to chains: SQLite would build the table anew. A chain that a report names is not deleted.
        builder.Entity<TextReview>().HasKey(r => r.DocumentId);
        builder.Entity<TextReview>().HasOne<Document>().WithMany().HasForeignKey(r => r.DocumentId);
        builder.Entity<TextReview>().HasOne<ChainStage>().WithMany().HasForeignKey(r => r.StageId).OnDelete(DeleteBehavior.Restrict);
        builder
            .Entity<TextReview>()
            .HasOne<Organisation>()
            .WithMany()
            .HasForeignKey(r => r.OrganisationId)
            .OnDelete(DeleteBehavior.SetNull);
        // Acts outlive stages, and say themselves what the stage was called.
        builder.Entity<ReviewAct>().HasIndex(a => new { a.DocumentId, a.Id });
        builder.Entity<ReviewAct>().HasOne<Document>().WithMany().HasForeignKey(a => a.DocumentId);
        builder.Entity<ReviewAct>().HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<TextAuthor>().HasKey(w => new { w.DocumentId, w.PersonId });
        builder.Entity<TextAuthor>().HasOne<Document>().WithMany().HasForeignKey(w => w.DocumentId);
        builder.Entity<TextAuthor>().HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId);
        builder.Entity<CommentThread>().HasIndex(t => t.DocumentId);
        builder.Entity<CommentThread>().HasIndex(t => t.AssigneeId);
        builder.Entity<Notice>().HasIndex(n => new { n.PersonId, n.ReadAt });
        builder.Entity<Notice>().HasIndex(n => new { n.ToMail, n.MailedAt });
        builder
            .Entity<Notice>()
            .HasIndex(n => new
            {
                n.DocumentId,
                n.Kind,
                n.At,
            });
        builder.Entity<Notice>().HasOne<Report>().WithMany().HasForeignKey(n => n.ReportId);
        builder.Entity<NoticeChoice>().HasKey(c => new { c.PersonId, c.Kind });
        builder.Entity<NoticeChoice>().HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}
