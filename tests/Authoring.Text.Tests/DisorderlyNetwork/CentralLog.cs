namespace Authoring.Text.Tests.DisorderlyNetwork;

internal sealed record Update(string Id, ChangeSet Changes);

/// <summary>The authority: puts updates into one order, each once, and keeps them all.</summary>
internal sealed class CentralLog(Rope start)
{
    private readonly HashSet<string> _known = [];

    internal Rope Text { get; private set; } = start;
    internal List<Update> Log { get; } = [];

    /// <summary>Takes updates that were made at <paramref name="version"/>. What is in the log already is not taken again.</summary>
    internal void Push(int version, IReadOnlyList<Update> updates)
    {
        var waiting = updates.ToList();
        for (; version < Log.Count && waiting.Count > 0; version++)
        {
            // The writer's own update, which came before by another message: what follows it was made on top of it.
            if (Log[version].Id == waiting[0].Id)
                waiting.RemoveAt(0);
            else
                Writer.RebaseAll(waiting, Log[version].Changes);
        }
        foreach (var update in waiting)
            Append(update);
    }

    private void Append(Update update)
    {
        Assert.True(_known.Add(update.Id), $"{update.Id} is in the log twice");
        Assert.Null(update.Changes.Check(Text));
        Text = update.Changes.Apply(Text);
        Log.Add(update);
    }
}
