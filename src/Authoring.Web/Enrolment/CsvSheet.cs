using System.Text;

namespace Authoring.Web.Enrolment;

/// <summary>Reads a list with a line for each row, as a .csv file or as it is pasted from a spreadsheet.</summary>
internal sealed class CsvSheet
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    private readonly StringBuilder cell = new();
    private readonly SheetRows rows;
    private readonly string separators;
    private int column;
    private bool isQuoted;

    /// <exception cref="SheetException">It is not taken.</exception>
    public static PeopleSheet Read(byte[] file, string name, EnrolmentLimits limits) => Read(Decode(file), name, limits);

    /// <exception cref="SheetException">It is not taken.</exception>
    public static PeopleSheet Read(string text, string name, EnrolmentLimits limits)
    {
        if (text.Contains('\0'))
            throw new SheetException(SheetFault.NotASheet);
        return new CsvSheet(text, limits).Read(text, name);
    }

    private CsvSheet(string text, EnrolmentLimits limits)
    {
        rows = new SheetRows(limits);
        // A spreadsheet that is copied separates with tabs, and then commas belong to the names.
        separators =
            text.Contains('\t') ? "\t"
            : text.Contains(';') && !text.Contains(',') ? ";"
            : ",，";
    }

    /// <summary>As Excel of this country writes it, unless it is valid in the encoding of everybody else.</summary>
    private static string Decode(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return (file[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(file, 2, file.Length - 2);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Chinese.GetString(file);
        }
    }

    private PeopleSheet Read(string text, string name)
    {
        var (number, begun) = (1, 1);
        var tidy = text.ReplaceLineEndings("\n");
        for (var i = 0; i < tidy.Length; i++)
        {
            if (tidy[i] == '"' && isQuoted && i + 1 < tidy.Length && tidy[i + 1] == '"')
                cell.Append(tidy[i++]);
            else if (tidy[i] == '\n' && !isQuoted)
                (number, begun) = EndRow(number, begun);
            else
                Take(tidy[i]);
            if (tidy[i] == '\n' && isQuoted)
                number++;
        }
        EndRow(number, begun);
        return rows.Finish(name);
    }

    private (int Number, int Begun) EndRow(int number, int begun)
    {
        EndCell();
        rows.EndRow(begun);
        column = 0;
        return (number + 1, number + 1);
    }

    private void Take(char c)
    {
        if (c == '"' && (isQuoted || cell.Length == 0))
            isQuoted = !isQuoted;
        else if (!isQuoted && separators.Contains(c))
            EndCell();
        else
            cell.Append(c);
    }

    /// <summary>What a spreadsheet would compute when the file is opened in it again is no name.</summary>
    private void EndCell()
    {
        var text = cell.ToString();
        var isFormula = text.AsSpan().TrimStart() is ['=' or '@', _, ..] or ['+' or '-', not (>= '0' and <= '9'), ..];
        rows.Cell(column++, isFormula ? "" : text, isFormula);
        cell.Clear();
    }
}
