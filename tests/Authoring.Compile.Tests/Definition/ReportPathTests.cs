using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Tests.Definition;

/// <summary>Paths stay inside the folder, whatever way they are written.</summary>
public sealed class ReportPathTests
{
    [Theory]
    [InlineData("sections/01.md", "../images/a.png", "images/a.png")]
    [InlineData("sections/01.md", "a.png", "sections/a.png")]
    [InlineData("sections/01.md", "./a.png", "sections/a.png")]
    [InlineData("01.md", "images/a.png", "images/a.png")]
    [InlineData("a/b/c/01.md", "../../x/../y/./z//a.png", "a/y/z/a.png")]
    [InlineData("sections/01.md", "..a/b..png", "sections/..a/b..png")]
    [InlineData("sections/01.md", "../sections/../sections/../a.png", "a.png")]
    public void Inside(string file, string relative, string path)
    {
        Assert.Equal(PathFault.None, ReportPath.Resolve(file, relative, out var resolved));
        Assert.Equal(path, resolved);
    }

    [Theory]
    [InlineData("sections/01.md", "../../a.png", nameof(PathFault.Outside))]
    [InlineData("01.md", "../a.png", nameof(PathFault.Outside))]
    [InlineData("sections/01.md", "x/../../../a.png", nameof(PathFault.Outside))]
    [InlineData("sections/01.md", "../..", nameof(PathFault.Outside))]
    [InlineData("sections/01.md", "..", nameof(PathFault.Empty))]
    [InlineData("01.md", "..", nameof(PathFault.Outside))]
    [InlineData("sections/01.md", "", nameof(PathFault.Empty))]
    [InlineData("sections/01.md", "/a.png", nameof(PathFault.Absolute))]
    [InlineData("sections/01.md", "c:/a.png", nameof(PathFault.Absolute))]
    [InlineData("sections/01.md", "//host/a.png", nameof(PathFault.Remote))]
    [InlineData("sections/01.md", "https://host/a.png", nameof(PathFault.Remote))]
    [InlineData("sections/01.md", "data:image/png;base64,AA", nameof(PathFault.Remote))]
    [InlineData("sections/01.md", "..\\a.png", nameof(PathFault.Backslash))]
    [InlineData("sections/01.md", "ab:c.png", nameof(PathFault.BadCharacter))]
    [InlineData("sections/01.md", "a\0.png", nameof(PathFault.BadCharacter))]
    [InlineData("sections/01.md", "a\n.png", nameof(PathFault.BadCharacter))]
    public void Refused(string file, string relative, string fault) =>
        Assert.Equal(Enum.Parse<PathFault>(fault), ReportPath.Resolve(file, relative, out _));
}
