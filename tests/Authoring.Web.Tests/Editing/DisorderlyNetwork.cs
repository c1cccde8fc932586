using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>Carries messages between writers and a session: out of order, late, twice or never.</summary>
internal sealed class DisorderlyNetwork
{
    private readonly Random random;
    private readonly List<Func<Task>> underWay = [];
    private readonly List<SimulatedWriter> writers = [];
    private readonly Lock gate = new();

    public DisorderlyNetwork(Random random, SessionBench.OpenText text)
    {
        this.random = random;
        Session = text.Session;
        text.Committed = Updated;
    }

    public DocumentSession Session { get; }

    public void Join(IEnumerable<SimulatedWriter> more) => writers.AddRange(more);

    /// <summary>Sends all that a writer has unconfirmed, from the version that he has.</summary>
    public void Push(SimulatedWriter writer)
    {
        if (writer.Unconfirmed.Count == 0)
            return;
        var (version, updates) = (writer.Version, writer.Unconfirmed.ToArray());
        Send(async () =>
        {
            var answer = await Session.PushAsync(writer.PersonId, version, updates);
            Assert.True(answer >= version);
            lock (gate)
                writer.Acknowledged.UnionWith(updates.Select(u => u.Id)); // though the answer may be lost on its way
        });
    }

    private void Updated(Batch batch)
    {
        var updates = batch.Entries.Select(e => e.Wire).ToList();
        lock (gate)
            foreach (var writer in writers)
                Send(() =>
                {
                    if (!writer.Receive(batch.Version, updates))
                        Pull(writer);
                    return Task.CompletedTask;
                });
    }

    private void Pull(SimulatedWriter writer) =>
        Send(async () =>
        {
            var pulled = await Session.PullAsync(writer.Version);
            Send(() =>
            {
                writer.Receive(pulled.Version, pulled.Updates);
                return Task.CompletedTask;
            });
        });

    private void Send(Func<Task> message)
    {
        lock (gate)
        {
            if (random.Next(8) == 0)
                return; // dropped
            underWay.Add(message);
            if (random.Next(8) == 0)
                underWay.Add(message); // doubled
        }
    }

    /// <summary>Delivers a few messages in any order; pushes among them reach the session at the same time.</summary>
    public async Task DeliverSomeAsync()
    {
        var now = new List<Func<Task>>();
        lock (gate)
            for (var n = random.Next(1, 4); n > 0 && underWay.Count > 0; n--)
            {
                var i = random.Next(underWay.Count);
                now.Add(underWay[i]);
                underWay.RemoveAt(i);
            }
        await Task.WhenAll(now.Select(message => message()));
    }

    /// <summary>The line is good again: everybody pulls and pushes until nothing is left.</summary>
    public async Task HealAsync()
    {
        lock (gate)
            underWay.Clear();
        for (var round = 0; writers.Any(w => w.Unconfirmed.Count > 0 || w.Version < writers.Max(o => o.Version)) || round < 2; round++)
        {
            Assert.True(round < 10, "The writers do not come to rest.");
            foreach (var writer in writers)
            {
                if (writer.Unconfirmed.Count > 0)
                {
                    var sent = writer.Unconfirmed.ToArray();
                    await Session.PushAsync(writer.PersonId, writer.Version, sent);
                    writer.Acknowledged.UnionWith(sent.Select(u => u.Id));
                }
                Pulled pulled;
                do
                {
                    pulled = await Session.PullAsync(writer.Version);
                    Assert.True(writer.Receive(pulled.Version, pulled.Updates));
                } while (pulled.Updates.Count > 0);
            }
        }
    }
}
