namespace Authoring.Web.Enrolment;

/// <summary>What is left of all that may be unpacked from one file.</summary>
internal sealed class UnpackingRoom(long size)
{
    private long left = size; // bytes

    public void Take(int count) => left = left >= count ? left - count : throw new SheetException(SheetFault.UnpackedTooLarge);
}

/// <summary>A part that is being unpacked: counted as it comes, so that a small file cannot become a large one.</summary>
internal sealed class CountedStream(Stream inner, UnpackingRoom room) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        room.Take(read);
        return read;
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
