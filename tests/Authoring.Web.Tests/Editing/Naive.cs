using System.Text.Json;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>The naive reference: strings, no rope, no change sets of ours.</summary>
internal static class Naive
{
    public static string Replay(string text, IEnumerable<LoggedUpdate> log)
    {
        foreach (var update in log)
        {
            var result = "";
            var position = 0;
            foreach (var part in JsonDocument.Parse(update.Changes).RootElement.EnumerateArray())
            {
                if (part.ValueKind == JsonValueKind.Number)
                {
                    result += text.Substring(position, part.GetInt32());
                    position += part.GetInt32();
                    continue;
                }
                position += part[0].GetInt32();
                result += string.Join('\n', part.EnumerateArray().Skip(1).Select(line => line.GetString()));
            }
            Assert.Equal(text.Length, position);
            text = result;
        }
        return text;
    }
}
