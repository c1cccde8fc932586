using System.Net;
using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.People;

/// <summary>Wherever a password is set, one that everybody tries first is refused, in a sentence that helps.</summary>
public sealed class PasswordTests
{
    /// <summary>What people take, and what is tried first.</summary>
    public static TheoryData<string> Common =>
        [
            "password",
            "Password1234",
            "p@ssw0rd2025",
            "1234567890",
            "0987654321",
            "qwertyuiop",
            "qwerty123456",
            "1qaz2wsx3edc",
            "1q2w3e4r5t",
            "asdfghjkl123",
            "!QAZ2wsx#EDC",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "1212121212",
            "abcdefghij",
            "woaini1314520",
            "woaizhongguo",
            "zhangwei1990",
            "wang19850312",
            "13812345678",
            "19900101888",
            "administrator",
            "admin@123456",
            "Admin-2025!",
            "welcome2026",
            "iloveyou1314",
            "letmein12345",
            "jiaoyuju2025",
            "xuexiao123456",
            "zhiyexuexiao",
            "nianbao-2025",
            "school-2026!",
            "aa123456789",
            "abc123456789",
            "a1b2c3d4e5f6",
            "qazwsxedc123",
            "drowssap1234",
            "mima12345678",
            "zhongguo.2025",
            "ｐａｓｓｗｏｒｄ２０２５",
            "P.a.s.s.w.o.r.d.1",
            "dragonmonkey",
            "summer-2025!",
            "changeme2025",
            "test12345678",
            "5201314woaini",
            "demo-2025",
            "  password  1",
        ];

    [Theory]
    [MemberData(nameof(Common))]
    public async Task A_common_password_is_not_taken_for_ones_own(string password)
    {
        var workspace = await Shared.Value;
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        await author.SendAsync("/account", "password", ("Form.Old", "demo-2025"), ("Form.New", password), ("Form.Repeat", password));
        Assert.NotEqual("", author.Error("new-password"));
        Assert.Null(author.Shown("done"));
    }

    [Theory]
    [InlineData("author2")]
    [InlineData("Author2-2025")]
    [InlineData("2rohtua2rohtua")]
    [InlineData("第二职业学校2025")]
    [InlineData("第二职业学校第二职业学校")]
    [InlineData("撰稿人乙123456")]
    [InlineData("Authoring2025")]
    [InlineData("authoring-authoring")]
    [InlineData("质量年报写作平台2025")]
    public async Task A_password_made_of_the_own_names_or_the_products_is_not_taken(string password)
    {
        var workspace = await Shared.Value;
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author2");
        await author.SendAsync("/account", "password", ("Form.Old", "demo-2025"), ("Form.New", password), ("Form.Repeat", password));
        Assert.NotEqual("", author.Error("new-password"));
        Assert.Null(author.Shown("done"));
    }

    [Theory]
    [InlineData("new-password")]
    [InlineData("a-long-password")]
    [InlineData("my-own-words")]
    [InlineData("xk7q9mz2pw")]
    [InlineData("correct horse battery staple")]
    [InlineData("窗外有棵老槐树下雨天")]
    [InlineData("三月油菜花开满山坡 7")]
    [InlineData("tuesday lamp 40 river")]
    public async Task One_that_is_not_guessed_is(string password)
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        await author.SendAsync("/account", "password", ("Form.Old", "demo-2025"), ("Form.New", password), ("Form.Repeat", password));
        Assert.Equal(("", true), (author.Error(), author.Shown("done") is not null));
        await workspace.SignInAsync("author1", password);
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_said_in_a_sentence_that_helps()
    {
        var workspace = await Shared.Value;
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author3");
        foreach (
            var (password, sentence) in new[]
            {
                ("password", "至少需要 10"),
                ("password2025", "太容易被猜到"),
                ("author3-2025", "用户名"),
                ("13812345678", "数字"),
                ("第三职业学校2025", "单位"),
            }
        )
        {
            await author.SendAsync("/account", "password", ("Form.Old", "demo-2025"), ("Form.New", password), ("Form.Repeat", password));
            Assert.Contains(sentence, author.Error("new-password"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("password", "至少需要 10")]
    [InlineData("password1234", "太容易被猜到")]
    [InlineData("principal2025", "用户名")]
    [InlineData("校长室管理员2025", "姓名")]
    public async Task The_first_administrator_gets_no_common_one_either(string password, string sentence)
    {
        using var folder = new TemporaryFolder();
        await using var app = Workspace.Build(
            StartMode.Serve,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([
                    new("ConnectionStrings:Authoring", $"Data Source={Path.Combine(folder.Path, "a.db")};Pooling=False"),
                    new("urls", $"http://127.0.0.1:{Ports.Next()}"),
                    new("Logging:LogLevel:Default", "Warning"),
                    new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"),
                ]);
                builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
            }
        );
        await Workspace.PrepareAsync(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var said = new StringWriter();
        await app.Services.GetRequiredService<FirstAdministrator>().OfferAsync(said);
        var link = new Uri(said.ToString().Split(' ', '\n').Single(word => word.StartsWith("http", StringComparison.Ordinal)));
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var visitor = new FormVisitor(new Uri(listening.First()));
        await visitor.SendAsync(
            link.PathAndQuery,
            "welcome",
            ("Form.Name", "principal"),
            ("Form.DisplayName", "校长室管理员"),
            ("Form.Password", password)
        );
        Assert.Contains(sentence, visitor.Page.Body!.TextContent, StringComparison.Ordinal);
        await visitor.SendAsync(
            link.PathAndQuery,
            "welcome",
            ("Form.Name", "principal"),
            ("Form.DisplayName", "校长室管理员"),
            ("Form.Password", "tuesday lamp 40 river")
        );
        Assert.Equal(HttpStatusCode.OK, await visitor.GoAsync("/people"));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Passwords_from_the_administrator_pass_the_same_rules()
    {
        var workspace = await Shared.Value;
        await using var scope = workspace.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        Assert.False((await users.CreateAsync(new Person { UserName = "somebody", DisplayName = "某人" }, "password1234")).Succeeded);
        for (var i = 0; i < 200; i++)
            foreach (var validator in users.PasswordValidators)
                Assert.True(
                    (
                        await validator.ValidateAsync(
                            users,
                            new Person { UserName = "somebody", DisplayName = "某人" },
                            InitialPassword.Generate()
                        )
                    ).Succeeded
                );
    }

    private static readonly Lazy<Task<RunningWorkspace>> Shared = new(() => RunningWorkspace.StartAsync());
}
