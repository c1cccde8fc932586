using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// The chain over a text's log: each update's hash covers the hash before it and all that is logged of the update. The first covers the
/// text as it was
/// seeded. Whatever is changed, left out or put in anywhere gives another hash at the end. It finds damage and what was altered by hand; it
/// has no key,
/// and is no proof against somebody who writes all hashes anew.
/// </summary>
/// <remarks>One chain is used by one thread at a time.</remarks>
internal sealed class LogChain
{
    public const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>The hash of a beginning of which nothing is known.</summary>
    public static readonly byte[] Unknown = new byte[HashSize];

    /// <summary>All that a hash covers, gathered: to hash it at once costs a fifth of hashing it part by part.</summary>
    private readonly ArrayBufferWriter<byte> covered = new(1024);

    /// <summary>The hash of a text as it was seeded.</summary>
    public byte[] Start(Snapshot seeded)
    {
        covered.ResetWrittenCount();
        Number(seeded.DocumentId);
        Part(seeded.Text);
        Part(seeded.Marks ?? "");
        return SHA256.HashData(covered.WrittenSpan);
    }

    /// <summary>The hash of an update after the one with the hash <paramref name="before"/>.</summary>
    public byte[] Next(ReadOnlySpan<byte> before, LogEntry entry)
    {
        covered.ResetWrittenCount();
        covered.Write(before);
        Number(entry.Version);
        Number(entry.PersonId);
        Number(entry.At);
        Part(entry.ClientId);
        Part(entry.UpdateId);
        Part(entry.Json);
        Part(entry.MarksJson);
        return SHA256.HashData(covered.WrittenSpan);
    }

    private void Number(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(covered.GetSpan(sizeof(long)), number);
        covered.Advance(sizeof(long));
    }

    /// <summary>With its length, so that no character can pass from one part to the next.</summary>
    private void Part(string text)
    {
        Number(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, covered);
    }

    private void Part(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        covered.Write(bytes);
    }
}
