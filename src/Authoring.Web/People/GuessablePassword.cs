using System.Text;

namespace Authoring.Web.People;

/// <summary>
/// How hard a password is to guess for somebody who knows what people take: words, names, years, rows of keys, repetitions. It is
/// taken apart into such pieces as cheaply as possible; what remains costs letter by letter. No entropy is claimed: it tells
/// `zhangwei1990` from a sentence.
/// </summary>
internal static class GuessablePassword
{
    /// <summary>Below it a password is guessed: three common words cost 12, a word and three letters that nobody guesses 13.</summary>
    public const int Enough = 13;

    private const int Word = 4,
        Name = 3,
        Pattern = 2,
        Repetition = 1;
    private const int Letter = 3,
        Digit = 2,
        Sign = 1,
        OtherScript = 4;
    private const int ShortestWalk = 3;

    /// <summary>Rows of keys, in the ways in which fingers go over them; read backwards, too.</summary>
    private static readonly string[] Walks =
    [
        .. new[]
        {
            "`1234567890-=",
            "qwertyuiop[]\\",
            "asdfghjkl;'",
            "zxcvbnm,./",
            "abcdefghijklmnopqrstuvwxyz",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
            "qazwsxedcrfvtgbyhnujmikolp",
            "zaqxswcdevfrbgtnhymjukilop",
            "zaq1xsw2cde3vfr4bgt5nhy6mju7",
            "1q2w3e4r5t6y7u8i9o0p",
            "q1w2e3r4t5y6u7i8o9p0",
            "qawsedrftgyhujikolp",
            "azsxdcfvgbhnjmk,l",
            "a1b2c3d4e5f6g7h8i9j0",
            "1a2b3c4d5e6f7g8h9i",
            "147258369",
            "159357",
            "741852963",
        }.SelectMany(walk => new[] { walk, Reverse(walk) }),
    ];

    private static readonly string[] Words = Read("common-words.txt"),
        Names = Read("common-names.txt");

    /// <param name="own">Names that have to do with whoever takes the password.</param>
    public static int CostOf(string password, IEnumerable<string> own)
    {
        var whole = Fold(password);
        var plain = string.Concat(whole.Where(char.IsLetterOrDigit));
        var mine = own.Select(name => string.Concat(Fold(name).Where(char.IsLetterOrDigit))).Where(name => name.Length > 1).ToArray();
        return new[] { whole, plain, Reverse(whole), Reverse(plain) }.Min(text => CheapestOf(text, mine));
    }

    private static int CheapestOf(string text, string[] own)
    {
        var cost = new int[text.Length + 1];
        Array.Fill(cost, int.MaxValue, 1, text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            Reach(1, CostOf(text[at]));
            foreach (var word in Words)
                if (IsAt(text, at, word))
                    Reach(word.Length, Word);
            foreach (var word in own)
                if (IsAt(text, at, word))
                    Reach(word.Length, Word);
            foreach (var name in Names)
                if (IsAt(text, at, name))
                    Reach(name.Length, Name);
            for (var length = WalkAt(text, at); length >= ShortestWalk; length--)
                Reach(length, Pattern);
            foreach (var length in (ReadOnlySpan<int>)[4, 6, 8])
                if (IsDate(text.AsSpan(at), length))
                    Reach(length, Pattern);
            for (var length = 1; length <= at && at + length <= text.Length; length++)
                if (text.AsSpan(at, length).SequenceEqual(text.AsSpan(at - length, length)))
                    Reach(length, Repetition);

            void Reach(int length, int more) => cost[at + length] = Math.Min(cost[at + length], cost[at] + more);
        }
        return cost[^1];
    }

    private static int CostOf(char single) =>
        single switch
        {
            >= 'a' and <= 'z' => Letter,
            >= '0' and <= '9' => Digit,
            <= '\u007f' => Sign,
            _ => OtherScript,
        };

    private static bool IsAt(string text, int at, string word)
    {
        if (at + word.Length > text.Length)
            return false;
        for (var i = 0; i < word.Length; i++)
            if (text[at + i] != word[i] && !StandsFor(text[at + i], word[i]))
                return false;
        return true;
    }

    /// <summary>Signs that people write for letters, in the belief that nobody else does.</summary>
    private static bool StandsFor(char typed, char letter) =>
        (typed, letter)
            is
                ('0', 'o')
                or
                ('1', 'l')
                or
                ('1', 'i')
                or
                ('!', 'i')
                or
                ('|', 'l')
                or
                ('3', 'e')
                or
                ('4', 'a')
                or
                ('@', 'a')
                or
                ('5', 's')
                or
                ('$', 's')
                or
                ('7', 't')
                or
                ('+', 't')
                or
                ('8', 'b')
                or
                ('9', 'g')
                or
                ('2', 'z');

    private static int WalkAt(string text, int at)
    {
        var longest = 0;
        foreach (var walk in Walks)
            for (var from = 0; from < walk.Length - longest; from++)
            {
                var length = 0;
                var most = Math.Min(walk.Length - from, text.Length - at);
                while (length < most && KeyOf(text[at + length]) == walk[from + length])
                    length++;
                longest = Math.Max(longest, length);
            }
        return longest;
    }

    /// <summary>The key that gives a sign with the shift key held down.</summary>
    private static char KeyOf(char sign) => "!@#$%^&*()_+".IndexOf(sign) is var key and >= 0 ? "1234567890-="[key] : sign;

    /// <summary>A year of our time, a month with it, or a whole day; or a day with a year of two digits.</summary>
    private static bool IsDate(ReadOnlySpan<char> text, int length)
    {
        if (text.Length < length || text[..length].ContainsAnyExceptInRange('0', '9'))
            return false;
        var isYear = text is ['1', '9', ..] or ['2', '0', ..];
        return length switch
        {
            4 => isYear,
            6 => (isYear && IsMonth(text[4..])) || (IsMonth(text[2..]) && IsDay(text[4..])),
            _ => isYear && IsMonth(text[4..]) && IsDay(text[6..]),
        };

        static bool IsMonth(ReadOnlySpan<char> digits) => int.Parse(digits[..2]) is >= 1 and <= 12;
        static bool IsDay(ReadOnlySpan<char> digits) => int.Parse(digits[..2]) is >= 1 and <= 31;
    }

    /// <summary>Small letters, and those of full width as the others: what a Chinese keyboard writes one way or the other.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
            folded.Append(
                c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0)
                : c == '\u3000' ? ' '
                : c
            );
        return folded.ToString().ToLowerInvariant();
    }

    private static string Reverse(string text) => string.Concat(text.Reverse());

    private static string[] Read(string resource)
    {
        using var stream =
            typeof(GuessablePassword).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the program.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#'));
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return [.. lines.SelectMany(line => line.Split(' ', tidy)).Distinct(StringComparer.Ordinal)];
    }
}
