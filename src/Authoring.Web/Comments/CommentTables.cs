using Authoring.Web.Comments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<CommentThread> CommentThreads => Set<CommentThread>();
    public DbSet<CommentEntry> CommentEntries => Set<CommentEntry>();

    private sealed class CommentTables : IEntityTypeConfiguration<CommentThread>
    {
        public void Configure(EntityTypeBuilder<CommentThread> table)
        {
            table.HasIndex(t => t.DocumentId);
            table.HasIndex(t => t.AssigneeId);
        }
    }
}
