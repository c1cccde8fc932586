using Authoring.Web.Figures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Authoring.Web.Storage;

internal sealed partial class AuthoringDb
{
    public DbSet<PictureRendition> PictureRenditions => Set<PictureRendition>();

    private sealed class PictureTables : IEntityTypeConfiguration<PictureRendition>
    {
        public void Configure(EntityTypeBuilder<PictureRendition> table)
        {
            table.HasKey(r => new { r.Hash, r.Longest });
        }
    }
}
