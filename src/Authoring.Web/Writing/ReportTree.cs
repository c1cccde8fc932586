using System.Collections.Concurrent;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Review;

namespace Authoring.Web.Writing;

/// <summary>A text as the column beside the writing page shows it.</summary>
/// <param name="IsInside">A case card that stands in the section above it.</param>
/// <param name="State">Null: there is no chain.</param>
/// <param name="Comments">Threads that are open.</param>
/// <param name="Suggestions">That nobody has decided on.</param>
public sealed record TreeText(
    string Path,
    DocumentName Name,
    string Number,
    string Title,
    bool IsInside,
    TextReviewState? State,
    int Comments,
    int Suggestions
);

/// <param name="Part">What its texts are; case cards are those that stand nowhere.</param>
public sealed record TreePart(ReportPart Part, IReadOnlyList<TreeText> Texts);

/// <summary>All texts of a report in reading order, each case card beneath the section in which it stands.</summary>
/// <param name="Order">Another order of the texts has another name: who moves one says which he saw.</param>
public sealed record ReportTree(IReadOnlyList<TreePart> Parts, string Order)
{
    private readonly ConcurrentDictionary<string, Task<string>> html = new(StringComparer.Ordinal);

    /// <summary>As HTML, made once for everybody who reads the language.</summary>
    public Task<string> InAsync(string language, Func<Task<string>> render) =>
        html.AddOrUpdate(language, _ => render(), (_, known) => known.IsFaulted ? render() : known);
}
