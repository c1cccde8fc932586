using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Authoring.Web.Reports.Settings;

/// <summary>The parts of the settings, in their order.</summary>
public enum SettingsTab
{
    Basic,
    Numbering,
    Flow,
}

public sealed partial class SettingsForm
{
    private readonly Dictionary<SettingsTab, ElementReference> tabs = [];
    private SettingsTab tab;
    private bool isAdvanced,
        wasFlowOpen;

    /// <summary>The one that is open at first, as the address says it.</summary>
    [Parameter]
    public string? Tab { get; set; }

    private void OpenTab() => Open(Enum.TryParse<SettingsTab>(Tab, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : tab);

    /// <summary>What was opened once stays, with what was typed in it.</summary>
    private void Open(SettingsTab one)
    {
        tab = one;
        wasFlowOpen |= one == SettingsTab.Flow;
    }

    private bool IsWrong(SettingsTab one) =>
        problems.Any(p => TabOf(p.Field) == one) || (one == SettingsTab.Flow && ErrorOf("deadline") is not null);

    private static SettingsTab TabOf(string field) =>
        field switch
        {
            "title" or "period" or "issuer" or "date" => SettingsTab.Basic,
            "deadline" => SettingsTab.Flow,
            _ => SettingsTab.Numbering,
        };

    /// <summary>A field that is to be seen to is in sight first, in whatever tab it stands.</summary>
    private void GoTo(string field)
    {
        Open(TabOf(field));
        isAdvanced |= tab == SettingsTab.Numbering;
        focus.Ask(field);
    }

    private async Task KeyAsync(KeyboardEventArgs e, SettingsTab from)
    {
        var step = e.Key switch
        {
            "ArrowRight" or "ArrowDown" => 1,
            "ArrowLeft" or "ArrowUp" => -1,
            _ => 0,
        };
        if (step == 0)
            return;
        var count = Enum.GetValues<SettingsTab>().Length;
        Open((SettingsTab)(((int)from + step + count) % count));
        await tabs[tab].FocusAsync();
    }
}
