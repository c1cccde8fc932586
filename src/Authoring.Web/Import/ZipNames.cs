using System.Text;

namespace Authoring.Web.Import;

/// <summary>
/// Reads the names in a zip that does not say how they are written: Finder writes UTF-8, Chinese Windows GB18030. What is valid UTF-8 is
/// taken for it. A short Chinese name can be both; its other reading is kept, for when a text asks for a file of that name.
/// </summary>
internal sealed class ZipNames : Encoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    private readonly Dictionary<string, string> otherReadings = new(StringComparer.Ordinal);

    /// <summary>What the same bytes say in GB18030; null: nothing else.</summary>
    public string? OtherReading(string name) => otherReadings.GetValueOrDefault(name);

    public override string GetString(byte[] bytes, int index, int count)
    {
        var chinese = Gb18030.GetString(bytes, index, count);
        try
        {
            var name = Utf8.GetString(bytes, index, count);
            if (name != chinese)
                otherReadings[name] = chinese;
            return name;
        }
        catch (DecoderFallbackException)
        {
            return chinese;
        }
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => GetString(bytes, index, count).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var name = GetString(bytes, byteIndex, byteCount);
        name.CopyTo(0, chars, charIndex, name.Length);
        return name.Length;
    }

    public override int GetMaxCharCount(int byteCount) => byteCount + 1;

    public override int GetByteCount(char[] chars, int index, int count) => Utf8.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        Utf8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => Utf8.GetMaxByteCount(charCount);
}
