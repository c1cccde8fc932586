using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<ApprovalChain> Chains => Set<ApprovalChain>();
    public DbSet<ApprovalStage> ChainStages => Set<ApprovalStage>();
    public DbSet<StageSigner> StageSigners => Set<StageSigner>();
    public DbSet<StageDeadline> StageDeadlines => Set<StageDeadline>();
    public DbSet<TextReview> TextReviews => Set<TextReview>();
    public DbSet<ReviewAct> ReviewActs => Set<ReviewAct>();
    public DbSet<TextAuthor> TextAuthors => Set<TextAuthor>();
    public DbSet<TextReading> TextReadings => Set<TextReading>();

    private sealed class ReviewTables
        : IEntityTypeConfiguration<ApprovalChain>,
            IEntityTypeConfiguration<ApprovalStage>,
            IEntityTypeConfiguration<StageSigner>,
            IEntityTypeConfiguration<StageDeadline>,
            IEntityTypeConfiguration<TextReview>,
            IEntityTypeConfiguration<ReviewAct>,
            IEntityTypeConfiguration<TextAuthor>,
            IEntityTypeConfiguration<TextReading>
    {
        public void Configure(EntityTypeBuilder<ApprovalChain> table)
        {
            table.HasIndex(c => c.Name).IsUnique();
            table.HasMany(c => c.Stages).WithOne().HasForeignKey(s => s.ChainId);
        }

        public void Configure(EntityTypeBuilder<ApprovalStage> table)
        {
            table.HasIndex(s => new { s.ChainId, s.Key }).IsUnique();
        }

        public void Configure(EntityTypeBuilder<StageSigner> table)
        {
            table
                .HasIndex(s => new
                {
                    s.StageId,
                    s.OrganisationId,
                    s.PersonId,
                })
                .IsUnique();
        }

        public void Configure(EntityTypeBuilder<StageDeadline> table)
        {
            table.HasKey(d => new { d.ReportId, d.StageId });
            table.HasOne<Report>().WithMany().HasForeignKey(d => d.ReportId);
            table.HasOne<ApprovalStage>().WithMany().HasForeignKey(d => d.StageId);
        }

        public void Configure(EntityTypeBuilder<TextReview> table)
        {
            // No foreign key from reports to chains: a chain that a report names is not deleted.
            table.HasKey(r => r.DocumentId);
            table.HasOne<Document>().WithMany().HasForeignKey(r => r.DocumentId);
            table.HasOne<ApprovalStage>().WithMany().HasForeignKey(r => r.StageId).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<Organisation>().WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.SetNull);
        }

        public void Configure(EntityTypeBuilder<ReviewAct> table)
        {
            // Acts outlive stages, and say themselves what the stage was called.
            table.HasIndex(a => new { a.DocumentId, a.Id });
            table.HasOne<Document>().WithMany().HasForeignKey(a => a.DocumentId);
            table.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        }

        public void Configure(EntityTypeBuilder<TextAuthor> table)
        {
            table.HasKey(w => new { w.DocumentId, w.PersonId });
            table.HasOne<Document>().WithMany().HasForeignKey(w => w.DocumentId);
            table.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId);
        }

        public void Configure(EntityTypeBuilder<TextReading> table)
        {
            table.HasKey(r => new { r.PersonId, r.DocumentId });
            table.HasOne<Document>().WithMany().HasForeignKey(r => r.DocumentId);
            table.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId);
        }
    }
}
