using System.Security.Cryptography;
using System.Text;

namespace Authoring.Web.Publishing.Editions;

/// <summary>
/// The hash of an edition: SHA-256 over the lines <c>KIND HASH</c> of all its files but the record, in the order of
/// <see cref="EditionFileKind"/>. Two editions of one hash hold the same bytes; the record, which names this hash, has one of its own.
/// </summary>
internal static class EditionHash
{
    public static string Of(IEnumerable<(EditionFileKind Kind, string Hash)> files)
    {
        var lines = files
            .Where(file => file.Kind != EditionFileKind.Record)
            .OrderBy(file => file.Kind)
            .Select(file => $"{file.Kind} {file.Hash}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
