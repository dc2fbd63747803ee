using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Admin.E2E.Fixtures;

/// <summary>One application and one browser for all journeys; each role signs in once.</summary>
public sealed class Stage : IAsyncLifetime
{
    public const string Name = "stage";

    private readonly string _directory = AppProcess.NewDirectory();
    private readonly Dictionary<string, string> _signedIn = new(StringComparer.Ordinal);
    private AppProcess? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Task<Scenery>? _scenery;

    internal AppProcess App => _app ?? throw new InvalidOperationException("No application: there is no browser for it.");

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        // All journeys are a few people of one organization: how close together they run must not decide what they may do.
        _app = await AppProcess.StartAsync(
            _directory,
            ("RateLimits:Policies:auth_login:Limit", "200"),
            ("RateLimits:Policies:campaign_start:Limit", "200"),
            ("SqlConsole:AllowPrivateNetworks", "true"));
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync().InTimeAsync();
        _playwright?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A browser of its own in which this person is signed in; null: nobody is.</summary>
    internal async Task<Visitor> EnterAsync(string? email, Look? look = null)
    {
        if (_browser is null)
            Assert.Skip("Chromium is not installed: name it in ADMIN_TEST_CHROMIUM.");
        look ??= Look.Usual;
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = App.Address.ToString(),
            StorageState = email is null ? null : await StateOfAsync(email),
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            Locale = look.Culture,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync(look.Cookies(App.Address));
        return await Visitor.EnterAsync(context, App.Address);
    }

    /// <summary>A browser of its own at another application.</summary>
    internal async Task<IBrowserContext> NewContextAsync(Uri address)
    {
        if (_browser is null)
            Assert.Skip("Chromium is not installed: name it in ADMIN_TEST_CHROMIUM.");
        return await _browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = address.ToString(), Locale = "en-US", ReducedMotion = ReducedMotion.Reduce });
    }

    /// <summary>Everybody's last confirmation was long ago: the application asks for the password again.</summary>
    internal async Task AgeConfirmationsAsync()
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(_directory, "admin.db")};Pooling=False;Default Timeout=30");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "UPDATE Sessions SET ConfirmedAt = '2026-01-01 00:00:00'";
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }

    /// <summary>A SQLite database of an organization, which a journey may change.</summary>
    internal async Task MakeDatabaseAsync(string organization, string file, string script)
    {
        var home = Directory.CreateDirectory(Path.Combine(_directory, "sqlite", organization));
        await using var db = new SqliteConnection($"Data Source={Path.Combine(home.FullName, file)};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What is there to be looked at; made when first asked for.</summary>
    internal Task<Scenery> SceneryAsync() => _scenery ??= Scenery.BuildAsync(App);

    private async Task<string> StateOfAsync(string email)
    {
        if (_signedIn.TryGetValue(email, out var state))
            return state;
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = App.Address.ToString(), Locale = "en-US" });
        await new Pages.SignInPage(await context.NewPageAsync()).SignInAsync(email);
        return _signedIn[email] = await context.StorageStateAsync();
    }
}

[CollectionDefinition(Stage.Name)]
public sealed class StageDefinition : ICollectionFixture<Stage>;
