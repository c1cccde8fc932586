using Authoring.Web.Publishing;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Nothing stays behind, also of a server that was killed; what another one works with is not touched.</summary>
public sealed class WorkFolderTests
{
    [Fact]
    public void What_a_killed_server_left_is_removed_and_anothers_stays()
    {
        var left = Directory.CreateTempSubdirectory("authoring-publishing-").FullName;
        File.WriteAllText(Path.Combine(left, "report.pdf"), "pdf");
        File.WriteAllText(Path.Combine(left, "lock"), "");
        using var others = new WorkFolder();
        var theirs = others.New();
        string own;
        using (var work = new WorkFolder())
        {
            own = work.New();
            Assert.False(Directory.Exists(left));
            Assert.True(Directory.Exists(theirs));
            Assert.NotEqual(own, work.New());
        }
        Assert.False(Directory.Exists(Path.GetDirectoryName(own)));
    }
}
