using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Authoring.Web.Tests.People;

/// <summary>Somebody who reads pages and sends their forms, without a script: with the hidden fields that the page holds.</summary>
internal sealed class FormVisitor(Uri server) : IDisposable
{
    private readonly CookieContainer jar = new();
    private HttpClient? made;
    private HttpClient Browser => made ??= new HttpClient(new HttpClientHandler { CookieContainer = jar }) { BaseAddress = server };

    /// <summary>For other connections of the same Browser.</summary>
    public string Cookies => jar.GetCookieHeader(server);

    public static async Task<FormVisitor> SignInAsync(Uri server, string name, string password = "demo-2025")
    {
        var visitor = new FormVisitor(server);
        using var answer = await visitor.Browser.PostAsJsonAsync("/api/sign-in", new { name, password });
        Assert.True(
            answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Forbidden,
            $"{name} could not sign in: {answer.StatusCode}"
        );
        return visitor;
    }

    /// <summary>Where the last page was, after redirects.</summary>
    public string Address { get; private set; } = "";
    public IHtmlDocument Page { get; private set; } = null!;

    public async Task<HttpStatusCode> GoAsync(string address)
    {
        using var answer = await Browser.GetAsync(address);
        return await ReadAsync(answer);
    }

    /// <summary>Fills in the form of that name on the page at the address and sends it.</summary>
    public async Task<HttpStatusCode> SendAsync(string address, string form, params (string Name, string Value)[] fields)
    {
        await GoAsync(address);
        var hidden =
            Page.QuerySelector($"input[name=_handler][value={form}]")
                ?.Closest("form")
                ?.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            ?? throw new InvalidOperationException($"There is no form {form} at {address}:\n{Page.Body?.TextContent}");
        using var content = new FormUrlEncodedContent(
            hidden.Select(h => KeyValuePair.Create(h.Name!, h.Value)).Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))
        );
        using var answer = await Browser.PostAsync(address, content);
        return await ReadAsync(answer);
    }

    /// <summary>
    /// Fills in fields of the form of that name on the page that he sees, presses a button, and sends all that stands in the form, as a
    /// browser does.
    /// </summary>
    public async Task<HttpStatusCode> PressAsync(
        string form,
        (string Name, string Value) button,
        IReadOnlyDictionary<string, string> fields,
        (string Field, string Name, byte[] Content)? file = null
    )
    {
        var shown = Page.QuerySelector<IHtmlFormElement>($"form:has(input[name=_handler][value={form}])")!;
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Standing(shown).Where(field => !fields.ContainsKey(field.Name)))
            content.Add(new StringContent(value), name);
        foreach (var (name, value) in fields.Append(KeyValuePair.Create(button.Name, button.Value)))
            content.Add(new StringContent(value), name);
        if (file is { } chosen)
            content.Add(new ByteArrayContent(chosen.Content), chosen.Field, chosen.Name);
        using var answer = await Browser.PostAsync(shown.GetAttribute("action"), content);
        return await ReadAsync(answer);
    }

    private static IEnumerable<(string Name, string Value)> Standing(IHtmlFormElement form) =>
        form.QuerySelectorAll<IHtmlInputElement>("input[name]")
            .Where(input => input.Type is not ("radio" or "checkbox" or "file") || input.IsChecked)
            .Select(input => (input.Name!, input.Value))
            .Concat(form.QuerySelectorAll<IHtmlSelectElement>("select[name]").Select(select => (select.Name!, select.Value ?? "")));

    public async Task SignOutAsync()
    {
        await GoAsync("/sign-out");
        var token = Page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await Browser.PostAsync("/sign-out", content);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<HttpStatusCode> PostJsonAsync(string address, object body)
    {
        using var answer = await Browser.PostAsJsonAsync(address, body);
        return answer.StatusCode;
    }

    /// <summary>What is said beside a field; all that is said to be wrong when no field is named.</summary>
    public string Error(string? field = null) =>
        string.Join(
            ' ',
            Page.QuerySelectorAll(field is null ? ".error, [data-testid=objection], .validation-message" : $"#{field}-error")
                .Select(e => e.TextContent.Trim())
        );

    public string? Shown(string testId) => Page.QuerySelector($"[data-testid={testId}]")?.TextContent.Trim();

    /// <summary>The row of one person in the list, as an address to edit him at.</summary>
    public async Task<string> EditAddressAsync(string userName)
    {
        await GoAsync("/people");
        return Page.QuerySelector($"tr:has([data-user-name='{userName}']) [data-testid=edit-person]")?.GetAttribute("href")
            ?? throw new InvalidOperationException($"{userName} is not in the list");
    }

    private async Task<HttpStatusCode> ReadAsync(HttpResponseMessage answer)
    {
        Address = answer.RequestMessage!.RequestUri!.PathAndQuery;
        Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode;
    }

    public void Dispose() => made?.Dispose();
}
