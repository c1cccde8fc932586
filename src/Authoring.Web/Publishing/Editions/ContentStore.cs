using System.Security.Cryptography;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing.Editions;

/// <summary>
/// Bytes by their hash, in the database. They are written piece by piece, each in a transaction of its own, so that whoever types waits no
/// longer than one takes; a content counts as stored when all of it is there. One caller at a time stores.
/// </summary>
internal sealed class ContentStore(IDbContextFactory<AuthoringDb> database)
{
    public const int PieceSize = 1 << 20;

    /// <summary>Stores a content, once.</summary>
    /// <returns>Its hash.</returns>
    public async Task<string> AddAsync(Stream content, CancellationToken cancellation)
    {
        content.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        await using (var db = await database.CreateDbContextAsync(cancellation))
            if (await db.StoredContents.AnyAsync(c => c.Hash == hash, cancellation))
                return hash;
        content.Position = 0;
        var (part, buffer) = (0, new byte[PieceSize]);
        while (await content.ReadAtLeastAsync(buffer, PieceSize, throwOnEndOfStream: false, cancellation) is var count and > 0)
            await SaveAsync(
                new StoredPiece
                {
                    Hash = hash,
                    Part = part++,
                    Bytes = buffer[..count],
                },
                cancellation
            );
        await using var last = await database.CreateDbContextAsync(cancellation);
        last.StoredContents.Add(new StoredContent { Hash = hash, Size = content.Length });
        await last.SaveChangesAsync(cancellation);
        return hash;
    }

    private async Task SaveAsync(StoredPiece piece, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        db.StoredPieces.Add(piece);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Removes what no edition holds: an edition was left, or failed, before it was whole.</summary>
    public async Task RemoveLeftAsync()
    {
        await using var db = await database.CreateDbContextAsync();
        await db.StoredContents.Where(c => !db.EditionFiles.Any(f => f.Hash == c.Hash)).ExecuteDeleteAsync();
        var left = await db
            .StoredPieces.Where(p => !db.StoredContents.Any(c => c.Hash == p.Hash))
            .Select(p => new { p.Hash, p.Part })
            .ToListAsync();
        foreach (var piece in left)
            await db.StoredPieces.Where(p => p.Hash == piece.Hash && p.Part == piece.Part).ExecuteDeleteAsync();
    }

    /// <summary>Copies a content out; what is written is read piece by piece.</summary>
    public async Task CopyToAsync(string hash, Stream output, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        for (var part = 0; ; part++)
        {
            var at = part;
            var bytes = await db
                .StoredPieces.Where(p => p.Hash == hash && p.Part == at)
                .Select(p => p.Bytes)
                .SingleOrDefaultAsync(cancellation);
            if (bytes is null)
                return;
            await output.WriteAsync(bytes, cancellation);
        }
    }

    public async Task<byte[]> ReadAsync(string hash, CancellationToken cancellation)
    {
        using var copy = new MemoryStream();
        await CopyToAsync(hash, copy, cancellation);
        return copy.ToArray();
    }

    /// <summary>Whether the bytes are still those of the hash.</summary>
    public async Task<bool> IsWholeAsync(StoredContent content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var sink = new HashStream(hash);
        await CopyToAsync(content.Hash, sink, cancellation);
        return sink.Length == content.Size && Convert.ToHexStringLower(hash.GetHashAndReset()) == content.Hash;
    }

    /// <summary>Counts and hashes what is written into it.</summary>
    private sealed class HashStream(IncrementalHash hash) : Stream
    {
        private long length;
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => length;

        public override long Position
        {
            get => length;
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            hash.AppendData(buffer, offset, count);
            length += count;
        }
    }
}
