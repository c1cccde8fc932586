using MudBlazor;

namespace Authoring.Web.Shell;

internal static class ConfirmDialogs
{
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Small,
        CloseOnEscapeKey = true,
        BackdropClick = false,
        CloseButton = true,
    };

    /// <summary>Asks in a dialog that holds the focus until it is answered; Escape and the cross are a no.</summary>
    public static async Task<bool> ConfirmAsync(
        this IDialogService dialogs,
        string title,
        string text,
        string yes,
        string no,
        params IReadOnlyList<string> lines
    )
    {
        var asked = await dialogs.ShowAsync<ConfirmDialog>(
            title,
            new DialogParameters<ConfirmDialog>
            {
                { dialog => dialog.Text, text },
                { dialog => dialog.Lines, lines },
                { dialog => dialog.Yes, yes },
                { dialog => dialog.No, no },
            },
            Options
        );
        return await asked.Result is { Canceled: false, Data: true };
    }
}
