using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Authoring.Web.Board;
using Authoring.Web.Cases;
using Authoring.Web.Comments;
using Authoring.Web.Demo;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Enrolment;
using Authoring.Web.Figures;
using Authoring.Web.Help;
using Authoring.Web.History;
using Authoring.Web.Layout;
using Authoring.Web.Notices;
using Authoring.Web.Operations;
using Authoring.Web.Overview;
using Authoring.Web.People;
using Authoring.Web.Publishing;
using Authoring.Web.Reports;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Search;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Authoring.Web.Suggestions;
using Authoring.Web.Todo;
using Authoring.Web.Writing;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;
using MudBlazor;
using MudBlazor.Services;

namespace Authoring.Web;

/// <summary>The web application: its parts, in the order in which a request meets them.</summary>
internal static class Workspace
{
    private const string DefaultAddress = "http://localhost:5080";
    private const int NotStarted = 1;

    public static async Task<int> RunAsync(StartMode mode, string? urls, CancellationToken cancellation)
    {
        await using var app = Build(mode, builder => Listen(builder, urls));
        try
        {
            await PrepareAsync(app);
        }
        catch (Exception e) when (e is CannotStartException || DatabaseTrouble.Of(e) is not null)
        {
            await Console.Error.WriteLineAsync(WhyNot(e));
            return NotStarted;
        }
        await app.StartAsync(cancellation);
        await app.Services.GetRequiredService<FirstAdministrator>().OfferAsync(Console.Out);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static string WhyNot(Exception e) =>
        e is CannotStartException
            ? e.Message
            : StartMessages.DatabaseUnusable("", DatabaseTrouble.Of(e)!.Value, e.GetBaseException().Message);

    private static void Listen(WebApplicationBuilder builder, string? urls)
    {
        if (urls is not null)
            builder.WebHost.UseUrls(urls);
        else if (builder.Configuration["urls"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultAddress);
    }

    public static WebApplication Build(StartMode mode, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(Workspace).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        configure?.Invoke(builder);
        builder.Services.AddSingleton(mode);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddParts(mode);
        var app = builder.Build();
        app.UseShell();
        app.MapParts();
        return app;
    }

    private static void AddParts(this WebApplicationBuilder builder, StartMode mode)
    {
        builder.AddProxy();
        builder.AddStorage(mode.DefaultDatabase);
        builder.AddPeople();
        builder.AddDocuments();
        builder.AddLiveReports();
        builder.AddNotices();
        builder.AddSuggestions();
        builder.AddComments();
        builder.AddReview();
        builder.AddHistory();
        builder.AddFigures();
        builder.AddReports();
        builder.AddPublishing();
        builder.AddCases();
        builder.AddEnrolment();
        builder.AddTodo();
        builder.AddBoard();
        builder.AddOverview();
        builder.AddOperations();
        builder.AddShell();
        builder.AddSearch();
        builder.AddWriting();
    }

    private static void MapParts(this WebApplication app)
    {
        app.MapAccounts();
        app.MapEnrolment();
        app.MapFigures();
        app.MapCards();
        app.MapPublishing();
        app.MapNotices();
        app.MapComments();
        app.MapHistory();
        app.MapWriting();
        app.MapSearch();
        app.MapOperations();
        app.MapHelp();
        app.MapShell();
    }

    /// <summary>Before the first request: the database has its newest shape, and in a demo its people and reports.</summary>
    public static async Task PrepareAsync(WebApplication app)
    {
        app.ProtectDatabase();
        await app.MigrateAsync();
        await app.Services.GetRequiredService<EarlierLogs>().ChainAsync();
        if (app.Services.GetRequiredService<StartMode>().IsDemo)
            await DemoAccounts.EnsureAsync(app.Services);
        await DefaultChain.EnsureAsync(app.Services, app.Services.GetRequiredService<StartMode>().IsDemo);
        await LoadReportsAsync(app);
    }

    /// <summary>A demo that nobody told which reports to load begins with the sample, in which people have been at work.</summary>
    private static async Task LoadReportsAsync(WebApplication app)
    {
        var (seeds, folders) = (app.Services.GetRequiredService<Seeds>(), app.Configuration["Authoring:Seed"]);
        var isFirst =
            folders is null && app.Services.GetRequiredService<StartMode>().IsDemo && await SampleStory.IsToBeToldAsync(app.Services);
        var time = app.Services.GetRequiredService<TimeProvider>();
        await seeds.LoadAsync(folders, isFirst ? SampleStory.Deadline(time) : null);
        if (!isFirst)
            return;
        var clock = new StoryClock(time);
        await using var past = Build(
            StartMode.Demo,
            builder =>
            {
                builder.Configuration.AddConfiguration(app.Configuration);
                builder.Services.AddSingleton<TimeProvider>(clock);
            }
        );
        await SampleStory.TellAsync(past.Services, clock);
    }

    private static void AddShell(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.Configure<RequestLocalizationOptions>(SetLanguages);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddTransient<MudLocalizer, MudWords>();
        builder.Services.AddSingleton<ShellLinks>();
        builder.Services.AddAntiforgery(o => o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        // Chinese stays readable in a page's source, and a third as long.
        builder.Services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.AddCompression();
        builder.AddPageTurns();
        builder.Services.AddSingleton<PageFiles>();
    }

    /// <summary>The language is chosen, not guessed: a browser's first language says little in an office.</summary>
    private static void SetLanguages(RequestLocalizationOptions o)
    {
        o.SupportedCultures = o.SupportedUICultures = [.. Preferences.Languages.Select(l => new CultureInfo(l.Culture))];
        o.SetDefaultCulture("zh-CN");
        o.RequestCultureProviders = [.. o.RequestCultureProviders.Where(p => p is CookieRequestCultureProvider)];
    }

    private static void UseShell(this WebApplication app)
    {
        app.UseProxy();
        app.UseTroubleAnswers();
        app.UsePageForPeople();
        app.UseSafeHeaders();
        app.UsePageFiles();
        app.UsePageCompression();
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UsePageTurns();
        app.UseCircuitLimits();
        app.UseOwnPagesOnly();
        app.UseAntiforgery();
    }

    /// <summary>
    /// People get a page in words; a script's answer is its status. (Not by UseWhen: from a branch the page is not found again.)
    /// </summary>
    private static void UsePageForPeople(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(
            (context, next) =>
            {
                var isForPeople = HttpMethods.IsGet(context.Request.Method) && !ScriptAddresses.IsForScripts(context.Request.Path);
                if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                    pages.Enabled = isForPeople;
                return next(context);
            }
        );
    }

    private static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }
}
