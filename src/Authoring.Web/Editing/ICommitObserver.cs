using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>
/// In which order those who observe commits hear of one. Marks of comments move before numbers are asked for anew, and both before
/// anybody hears what became of his suggestions.
/// </summary>
internal enum CommitOrder
{
    Anchors,
    Numbers,
    Suggestions,
}

/// <summary>
/// Hears of every batch once it is on disk, in the order of the log and before anybody is told: whoever has his answer and asks what
/// follows from what he wrote gets it. It is called on the log's own way and must not wait for anything.
/// </summary>
internal interface ICommitObserver
{
    CommitOrder Order { get; }

    void Committed(DocumentPlace place, Batch batch);
}
