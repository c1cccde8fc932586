using System.Text;

namespace Authoring.Web.Editing.Packing;

/// <summary>Numbers and strings one after the other: numbers seven bits a byte, the lowest first; signed ones as zigzag.</summary>
internal sealed class ColumnWriter
{
    private readonly MemoryStream bytes = new();
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);

    public void Number(long number)
    {
        var rest = (ulong)((number << 1) ^ (number >> 63));
        for (; rest >= 0x80; rest >>= 7)
            bytes.WriteByte((byte)(rest | 0x80));
        bytes.WriteByte((byte)rest);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Bytes(byte[] more)
    {
        Number(more.Length);
        bytes.Write(more);
    }

    /// <summary>A string that comes again and again: in full the first time, then its number.</summary>
    public void Word(string word)
    {
        if (words.TryGetValue(word, out var known))
        {
            Number(known);
            return;
        }
        words[word] = words.Count + 1;
        Number(0);
        Text(word);
    }

    public byte[] ToArray() => bytes.ToArray();
}

/// <summary>Reads what <see cref="ColumnWriter"/> has written, in the same order.</summary>
internal sealed class ColumnReader(byte[] bytes)
{
    private readonly List<string> words = [];
    private int at;

    public bool IsAtEnd => at == bytes.Length;

    public long Number()
    {
        ulong rest = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            rest |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return (long)(rest >> 1) ^ -(long)(rest & 1);
        }
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public string Word()
    {
        if ((int)Number() is var known and > 0)
            return words[known - 1];
        words.Add(Text());
        return words[^1];
    }

    public byte[] Bytes()
    {
        var length = (int)Number();
        at += length;
        return bytes[(at - length)..at];
    }
}
