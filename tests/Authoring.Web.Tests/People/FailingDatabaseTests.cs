using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.People;

/// <summary>With a database that cannot be written or read, signing in answers in words.</summary>
public sealed class FailingDatabaseTests
{
    private readonly Failing failing = new();

    private Task<RunningWorkspace> StartAsync() =>
        RunningWorkspace.StartAsync(builder => builder.Services.ConfigureDbContext<AuthoringDb>(o => o.AddInterceptors(failing)));

    public static TheoryData<string, int, bool> Faults =>
        new()
        {
            { "database or disk is full", 13, false },
            { "disk I/O error", 10, false },
            { "database is locked", 5, false },
            { "attempt to write a readonly database", 8, false },
            { "disk I/O error", 10, true },
            { "unable to open database file", 14, true },
            { "database disk image is malformed", 11, true },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Signing_in_answers_in_words_at_both_doors(string fault, int code, bool readingToo)
    {
        await using var workspace = await StartAsync();
        using var browser = await workspace.BrowseAsync();
        using var visitor = new FormVisitor(workspace.Address);
        await visitor.GoAsync("/sign-in");
        var signedIn = await workspace.SignInAsync("author2");
        failing.With(new SqliteException(fault, code), readingToo);
        foreach (var password in new[] { "wrong", "demo-2025" })
        {
            var expected = password == "wrong" && !readingToo ? HttpStatusCode.Unauthorized : HttpStatusCode.ServiceUnavailable;
            using var answer = await browser.PostAsJsonAsync("/api/sign-in", new { name = "author1", password });
            Assert.Equal(expected, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var status = await visitor.SendAsync("/sign-in", "sign-in", ("Form.Name", "author1"), ("Form.Password", password));
            Assert.Equal(expected == HttpStatusCode.Unauthorized ? HttpStatusCode.OK : expected, status);
            Assert.Contains(
                expected == HttpStatusCode.Unauthorized ? "用户名或密码不正确" : "暂时无法登录",
                visitor.Page.Body!.TextContent,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("Exception", visitor.Page.Body!.TextContent, StringComparison.Ordinal);
        }
        if (readingToo)
        {
            // Who is signed in already is told in words, too.
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
            request.Headers.Add("Cookie", signedIn);
            using var page = await browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains("数据库", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        failing.Stop();
        await workspace.SignInAsync("author1");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_though_it_cannot_be_written_down()
    {
        await using var workspace = await StartAsync();
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        var copied = author.Cookies;
        await author.GoAsync("/sign-out");
        failing.With(new SqliteException("database or disk is full", 13), readingToo: false);
        await author.SignOutAsync();
        using var browser = await workspace.BrowseAsync();
        browser.DefaultRequestHeaders.Add("Cookie", copied);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);
    }

    private sealed class Failing : DbCommandInterceptor
    {
        private SqliteException? fault;
        private bool reads;

        public void With(SqliteException exception, bool readingToo) => (fault, reads) = (exception, readingToo);

        public void Stop() => fault = null;

        private void Check(DbCommand command)
        {
            if (
                fault is { } exception
                && (reads || !command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
            )
                throw exception;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Check(command);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            Check(command);
            return ValueTask.FromResult(result);
        }
    }
}
