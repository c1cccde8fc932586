using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Authoring.Web.Tests.LongestFirst))]

namespace Authoring.Web.Tests;

/// <summary>
/// The classes that take longest begin first, those that drive a browser next: otherwise one of them, begun last, runs alone while
/// the other cores have nothing left to do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(Browser.EveryPageInChineseTests),
        nameof(Browser.EveryPageInEnglishTests),
        nameof(Storage.StartTests),
        nameof(Browser.OfficeHourTests),
        nameof(Editing.DisorderTests),
        nameof(Browser.FormTests),
        nameof(Browser.PeopleTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(it => Rank(it))];

    /// <summary>A collection is called after its class: "… for Authoring.Web.Tests.Browser.FormTests (id: …)".</summary>
    private static int Rank(ITestCollection collection)
    {
        var name = collection.TestCollectionDisplayName;
        var place = Array.FindIndex(Long, it => name.Contains($".{it}", StringComparison.Ordinal));
        return place >= 0 ? place
            : name.Contains(".Browser.", StringComparison.Ordinal) ? Long.Length
            : Long.Length + 1;
    }
}
