using System.Text;

namespace Authoring.Text.Tests.DisorderlyNetwork;

/// <summary>Nothing typed is lost, and all see the same text, whatever the network does to order, number and delay of messages.</summary>
public class DisorderlyNetworkTests
{
    [Theory]
    [InlineData(2, 20, 2000)]
    [InlineData(3, 60, 800)]
    [InlineData(6, 120, 200)]
    public void All_come_to_one_text(int writers, int steps, int schedules) =>
        RandomCase.Hold(
            schedules,
            random =>
            {
                var alphabet = new Alphabet();
                var start = Rope.From(alphabet.Next(random.Below(12)));
                alphabet.Note("", start.ToString());
                var log = new CentralLog(start);
                var network = new Network(random);
                var people = Enumerable.Range(0, writers).Select(i => new Writer($"w{i}", start, random, alphabet)).ToArray();

                for (var i = 0; i < steps; i++)
                {
                    var writer = people[random.Below(writers)];
                    if (random.Chance(0.35))
                        writer.Type();
                    if (random.Chance(0.35))
                        writer.Send(network, log);
                    if (random.Chance(0.35))
                        Ask(network, log, writer, random);
                    network.Step();
                }
                Heal(network, log, people);
                foreach (var writer in people)
                {
                    Assert.False(writer.HasPending);
                    Assert.Equal(log.Log.Count, writer.Version);
                    Assert.Equal(log.Text, writer.Text);
                }
                Assert.Equal(log.Text.ToString(), Replayed(start.ToString(), log.Log));
                alphabet.AssertIsWholeIn(log.Text.ToString());
            }
        );

    private static void Heal(Network network, CentralLog log, Writer[] people)
    {
        network.Healed = true;
        for (var round = 0; round < 2; round++)
        {
            foreach (var writer in people)
                writer.Send(network, log);
            network.DeliverAll();
            foreach (var writer in people)
                network.Send(() => writer.Receive(0, log.Log));
            network.DeliverAll();
        }
    }

    /// <summary>
    /// The log as it is when the question arrives, from the version at which it was asked; the answer has its own way to go.
    /// </summary>
    private static void Ask(Network network, CentralLog log, Writer writer, RandomCase random)
    {
        var from = writer.Version;
        network.Send(() =>
        {
            var updates = log.Log.Skip(from).Take(1 + random.Below(4)).ToArray();
            network.Send(() => writer.Receive(from, updates));
        });
    }

    private static string Replayed(string text, IEnumerable<Update> log)
    {
        foreach (var update in log)
        {
            var next = new StringBuilder(text);
            foreach (var span in update.Changes.Spans.Reverse())
                next.Remove(span.From, span.To - span.From).Insert(span.From, span.Inserted);
            text = next.ToString();
        }
        return text;
    }
}
