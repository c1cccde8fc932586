namespace Authoring.Text.Tests.DisorderlyNetwork;

/// <summary>Delivers messages in any order, some twice, some never, until it is healed.</summary>
internal sealed class Network(RandomCase random)
{
    private readonly List<Action> _underWay = [];

    internal bool Healed { get; set; }

    internal void Send(Action deliver) => _underWay.Add(deliver);

    /// <summary>Something happens to one message that is under way.</summary>
    internal void Step()
    {
        if (_underWay.Count == 0)
            return;
        var index = Healed ? 0 : random.Below(_underWay.Count);
        var message = _underWay[index];
        // Doubled: it stays under way, and comes again later.
        if (Healed || random.Chance(0.85))
            _underWay.RemoveAt(index);
        if (Healed || random.Chance(0.85))
            message();
    }

    internal void DeliverAll()
    {
        while (_underWay.Count > 0)
            Step();
    }
}
