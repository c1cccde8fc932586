using System.Xml;
using Authoring.Web.Storage;

namespace Authoring.Web.Enrolment;

/// <summary>Reads a list of people from a file, by what the file is and not by what it is called.</summary>
internal static class SheetFile
{
    /// <exception cref="SheetException">It is not taken.</exception>
    public static async Task<PeopleSheet> ReadAsync(Stream file, string name, EnrolmentLimits limits, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            if (content.Length + count > limits.MaxFileSize)
                throw new SheetException(SheetFault.FileTooLarge);
            content.Write(buffer, 0, count);
        }
        return Read(content, name, limits);
    }

    private static PeopleSheet Read(MemoryStream content, string name, EnrolmentLimits limits)
    {
        content.Position = 0;
        try
        {
            return content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, 4)) switch
            {
                [] => throw new SheetException(SheetFault.Empty),
                [(byte)'P', (byte)'K', ..] => XlsxSheet.Read(content, limits),
                [0xD0, 0xCF, 0x11, 0xE0] => throw new SheetException(SheetFault.OldOrLocked),
                [(byte)'%', (byte)'P', (byte)'D', (byte)'F'] => throw new SheetException(SheetFault.NotASheet),
                _ => CsvSheet.Read(content.ToArray(), name, limits),
            };
        }
        catch (Exception e)
            when (!DatabaseTrouble.IsNoRoom(e) && e is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            throw new SheetException(SheetFault.Broken, e);
        }
    }
}
