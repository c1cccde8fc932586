using System.Text;
using System.Text.Json;

namespace Authoring.Text.Tests;

/// <summary>JSON comes from anybody. What is no change is refused with a sentence, and costs no more than the bytes that came.</summary>
public class JsonTests
{
    [Theory]
    [InlineData("[]", 0)]
    [InlineData("[5]", 5)]
    [InlineData("""[2,[0,"ab"],3]""", 5)]
    [InlineData("""[[2],1,[0,"","x"]]""", 3)]
    [InlineData("""[[1,"\"\\\b\f\t\r\u0001\u001f/é😀"]]""", 1)]
    public void It_is_written_as_it_was_read(string json, int length)
    {
        Assert.Equal(length, Parse(json).Length);
        Assert.Equal(json, Parse(json).ToJson());
    }

    [Theory]
    [InlineData("[2,3]", "[5]")]
    [InlineData("[0,[1],[2],0]", "[[3]]")]
    [InlineData("""[[0],[0,""],[0,"a"],[0,"b"]]""", """[[0,"ab"]]""")]
    [InlineData(""" [ 1 , [ 1 , "\u5e74" ] ] """, """[1,[1,"年"]]""")]
    [InlineData("""[[0,"\ud83d\ude00"]]""", """[[0,"😀"]]""")]
    public void What_is_loosely_written_is_put_together(string loose, string json) => Assert.Equal(json, Parse(loose).ToJson());

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("null", "a change is an array")]
    [InlineData("5", "a change is an array")]
    [InlineData("\"[5]\"", "a change is an array")]
    [InlineData("{}", "a change is an array")]
    [InlineData("[5", "not JSON")]
    [InlineData("[5]]", "not JSON")]
    [InlineData("[5][5]", "not JSON")]
    [InlineData("[5,]", "not JSON")]
    [InlineData("[5]//x", "not JSON")]
    [InlineData("[-1]", "whole number from 0")]
    [InlineData("[1.5]", "whole number from 0")]
    [InlineData("[1e2]", "whole number from 0")]
    [InlineData("[2147483648]", "whole number from 0")]
    [InlineData("[99999999999999999999999999999999999999]", "whole number from 0")]
    [InlineData("[[-1]]", "whole number from 0")]
    [InlineData("[[1e400]]", "whole number from 0")]
    [InlineData("[2147483647,1]", "add up")]
    [InlineData("[2147483647,[1]]", "add up")]
    [InlineData("[[2147483647],[2147483647]]", "add up")]
    [InlineData("""[2147483647,[0,"x"]]""", "add up")]
    [InlineData("[true]", "a number or an array")]
    [InlineData("[null]", "a number or an array")]
    [InlineData("[\"a\"]", "a number or an array")]
    [InlineData("[{}]", "a number or an array")]
    [InlineData("[[]]", "begins with the number")]
    [InlineData("[[\"a\"]]", "begins with the number")]
    [InlineData("[[[1]]]", "not JSON")]
    [InlineData("[[null]]", "begins with the number")]
    [InlineData("[[1,2]]", "line is a string")]
    [InlineData("[[1,null]]", "line is a string")]
    [InlineData("[[1,\"a\",2]]", "line is a string")]
    [InlineData("[[1,[\"a\"]]]", "not JSON")]
    [InlineData("""[[1,{"a":1}]]""", "not JSON")]
    [InlineData("""[[1,"a\nb"]]""", "holds a line end")]
    [InlineData("[NaN]", "not JSON")]
    public void What_is_no_change_is_refused_with_a_sentence(string json, string sentence)
    {
        var thrown = Assert.Throws<MalformedChangeException>(() => Parse(json));
        Assert.Contains(sentence, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(ChangeProblemKind.Malformed, thrown.Problem.Kind);
    }

    [Theory]
    [InlineData("""[[0,"\ud83d"]]""")]
    [InlineData("""[[0,"\ude00"]]""")]
    [InlineData("""[[0,"a\ude00\ud83d"]]""")]
    [InlineData("""[[0,"\ud83d","\ude00"]]""")]
    public void Half_of_a_surrogate_pair_is_refused_by_its_name(string json)
    {
        var thrown = Assert.Throws<MalformedChangeException>(() => Parse(json));
        Assert.Equal(ChangeProblemKind.LoneSurrogate, thrown.Problem.Kind);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] bytes = [.. "[[0,\""u8, 0xC3, 0x28, 0xED, 0xA0, 0x80, .. "\"]]"u8];
        Assert.Equal(ChangeProblemKind.Malformed, Assert.Throws<MalformedChangeException>(() => ChangeSet.Parse(bytes)).Problem.Kind);
    }

    [Fact]
    public void A_deep_or_long_message_takes_no_more_memory_than_it_has_bytes()
    {
        Refused(new string('[', 500_000));
        Refused("[" + string.Concat(Enumerable.Repeat("[0],", 100_000)) + "[-1]]");
        Refused("[" + string.Concat(Enumerable.Repeat("2147483647,", 50_000)) + "1]");
        Refused("[[0" + string.Concat(Enumerable.Repeat(",\"\"", 200_000)) + ",1]]");

        static void Refused(string json)
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<MalformedChangeException>(() => ChangeSet.Parse(bytes));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 + (4 * bytes.Length));
        }
    }

    [Fact]
    public void Random_bytes_are_a_change_or_refused() =>
        RandomCase.Hold(
            20_000,
            random =>
            {
                const string Alphabet = "[[[],,,0123456789\"\"\\un-.e{}: 年\n";
                var json = string.Concat(Enumerable.Range(0, random.Below(24)).Select(_ => Alphabet[random.Below(Alphabet.Length)]));
                try
                {
                    var change = Parse("[" + json + "]");
                    Assert.Equal(change, ChangeSet.Parse(change.ToUtf8Json()));
                }
                catch (MalformedChangeException)
                {
                    // The other right answer.
                }
            }
        );

    [Fact]
    public void An_element_of_a_message_is_read_like_bytes()
    {
        using var message = JsonDocument.Parse("""{"changes":[1,[0,"年","度"]],"none":null}""");
        Assert.Equal(ChangeSet.Replace(1, 1, 1, "年\n度"), ChangeSet.FromJson(message.RootElement.GetProperty("changes")));
        Assert.Throws<MalformedChangeException>(() => ChangeSet.FromJson(message.RootElement.GetProperty("none")));
        Assert.Throws<MalformedChangeException>(() => ChangeSet.FromJson(default));
    }

    [Fact]
    public void It_can_be_part_of_a_larger_message()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            ChangeSet.Replace(1, 1, 1, "年").WriteJson(writer);
            ChangeSet.Empty(2).WriteJson(writer);
            writer.WriteEndArray();
        }
        Assert.Equal("""[[1,[0,"年"]],[2]]""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_not_written_as_something_else() =>
        Assert.Throws<InvalidOperationException>(() => ChangeSet.Replace(0, 0, 0, "\ud83d").ToJson());

    private static ChangeSet Parse(string json) => ChangeSet.Parse(Encoding.UTF8.GetBytes(json));
}
