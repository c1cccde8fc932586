namespace Authoring.Compile.Definition;

/// <summary>Keys as people write them who were not told that keys are English.</summary>
internal static class MeantKeys
{
    /// <summary>What people write for a key in their own language.</summary>
    private static readonly Dictionary<string, string> Named = new()
    {
        ["标识"] = "id",
        ["编号"] = "id",
        ["标题"] = "title",
        ["名称"] = "title",
        ["学校"] = "school",
        ["单位"] = "school",
        ["摘要"] = "summary",
        ["简介"] = "summary",
    };

    /// <summary>The key that is plainly meant by a word that is none; null: none is.</summary>
    public static string? Of(string word) => Named.GetValueOrDefault(word);
}
