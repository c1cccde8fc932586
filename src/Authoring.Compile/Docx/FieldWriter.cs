using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>
/// Fields as Word itself writes them: five runs (begin, instruction, separate, the result of this moment, end), never the short form and
/// never without a
/// result, so that nothing is blank or asked for when the file is opened.
/// </summary>
/// <param name="isFlat">The results alone, as plain text: for a program that does not know all fields.</param>
internal sealed class FieldWriter(Part part, bool isFlat)
{
    public bool IsFlat => isFlat;

    /// <param name="result">Writes the runs of the result; it must write some.</param>
    public void Write(string instruction, Action result)
    {
        Begin(instruction);
        result();
        End();
    }

    public void Write(string instruction, string result, Action<Part>? look = null) => Write(instruction, () => Run(result, look));

    public void Begin(string instruction)
    {
        if (isFlat)
            return;
        Mark("begin");
        part.Open("r").Text("instrText", $" {instruction} ").Close();
        Mark("separate");
    }

    public void End()
    {
        if (!isFlat)
            Mark("end");
    }

    /// <summary>
    /// LibreOffice knows no <c>SEQ … \s</c>: it finds the counter set to nothing here, in the branch of a choice that Word does not take
    /// (as Word itself writes what older programs are to see). In Roman numerals, since of nothing these print nothing.
    /// </summary>
    public void Restart(string identifier)
    {
        if (isFlat)
            return;
        part.Open("r").OpenForeign("mc", "AlternateContent", Part.Compatibility);
        part.OpenForeign("mc", "Choice", Part.Compatibility).Attribute("Requires", "wp14").Close();
        part.OpenForeign("mc", "Fallback", Part.Compatibility).Empty("fldChar", "fldCharType", "begin");
        part.Text("instrText", $" SEQ {identifier} \\* ROMAN \\r 0 \\h ");
        part.Empty("fldChar", "fldCharType", "separate").Empty("fldChar", "fldCharType", "end").Close().Close().Close();
    }

    /// <summary>Plain words, with what their line breaks and tabs are in Word.</summary>
    public void Run(string text, Action<Part>? look = null)
    {
        part.Open("r");
        if (look is not null)
        {
            part.Open("rPr");
            look(part);
            part.Close();
        }

        Words(part, "t", text);
        part.Close();
    }

    /// <param name="element"><c>t</c>, or <c>delText</c> in a deletion.</param>
    /// <param name="isNumber">Hyphens in it do not end a line.</param>
    public static void Words(Part part, string element, string text, bool isNumber = false)
    {
        var marks = isNumber ? "\n\t-" : "\n\t";
        while (text.AsSpan().IndexOfAny(marks) is var at and >= 0)
        {
            if (at > 0)
                part.Text(element, text[..at]);
            part.Empty(
                text[at] switch
                {
                    '\n' => "br",
                    '\t' => "tab",
                    _ => "noBreakHyphen",
                }
            );
            text = text[(at + 1)..];
        }

        if (text.Length > 0)
            part.Text(element, text);
    }

    private void Mark(string type) => part.Open("r").Empty("fldChar", "fldCharType", type).Close();
}
