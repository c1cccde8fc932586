using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// The chain over a text's log: each update's hash covers the hash before it and all that is logged of the update. The first covers the text as it was
/// seeded. Whatever is changed, left out or put in anywhere gives another hash at the end. It finds damage and what was altered by hand; it has no key,
/// and is no proof against somebody who writes all hashes anew.
/// </summary>
/// <remarks>One chain is used by one thread at a time.</remarks>
internal sealed class LogChain : IDisposable
{
    public const int HashSize = SHA256.HashSizeInBytes;
    /// <summary>The hash of a beginning of which nothing is known.</summary>
    public static readonly byte[] Unknown = new byte[HashSize];

    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = new byte[1024];

    /// <summary>The hash of a text as it was seeded.</summary>
    public byte[] Start(Snapshot seeded)
    {
        Number(seeded.DocumentId);
        Part(seeded.Text);
        Part(seeded.Marks ?? "");
        return sha.GetHashAndReset();
    }

    /// <summary>The hash of an update after the one with the hash <paramref name="before"/>.</summary>
    public byte[] Next(ReadOnlySpan<byte> before, LogEntry entry)
    {
        sha.AppendData(before);
        Number(entry.Version);
        Number(entry.PersonId);
        Number(entry.At);
        Part(entry.ClientId);
        Part(entry.UpdateId);
        Part(entry.Json);
        Part(entry.MarksJson);
        return sha.GetHashAndReset();
    }

    private void Number(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        sha.AppendData(bytes);
    }

    private void Part(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most) buffer = new byte[most];
        Part(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    /// <summary>With its length, so that no character can pass from one part to the next.</summary>
    private void Part(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        sha.AppendData(bytes);
    }

    /// <summary>A text that is being seeded begins a chain, whoever seeds it.</summary>
    public static void BeginNew(AuthoringDb db)
    {
        var seeded = db.ChangeTracker.Entries<Snapshot>().Where(s => s is { State: EntityState.Added, Entity.Version: 0 }).Select(s => s.Entity).ToList();
        if (seeded.Count == 0) return;
        using var chain = new LogChain();
        foreach (var snapshot in seeded)
        {
            var start = chain.Start(snapshot);
            db.LogHeads.Add(new LogHead { DocumentId = snapshot.DocumentId, Hash = start, Start = start });
        }
    }

    public void Dispose() => sha.Dispose();
}
