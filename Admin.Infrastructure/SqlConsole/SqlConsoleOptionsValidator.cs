using Admin.Domain.SqlConsole;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.SqlConsole.Sqlite;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>Customers' databases must not lie where the application keeps its own data and keys, or the console would read them.</summary>
internal sealed class SqlConsoleOptionsValidator(DataDirectory data) : IValidateOptions<SqlConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, SqlConsoleOptions options)
    {
        var root = SqliteDirectory.RootOf(options, data);
        var real = RealPath.Of(root) ?? root;
        var own = RealPath.Of(data.FullPath) ?? data.FullPath;
        if (real == own || RealPath.IsInside(own, real))
            return Fail("holds the application's own data directory");
        return HoldsOwnFiles(real) ? Fail("holds files directly, which may be the application's own database or keys") : ValidateOptionsResult.Success;
    }

    private static bool HoldsOwnFiles(string directory) =>
        Directory.Exists(directory) && Directory.EnumerateFiles(directory).Any();

    private static ValidateOptionsResult Fail(string why) =>
        ValidateOptionsResult.Fail($"SqlConsole:SqliteDirectory {why}; give customers' databases an empty directory of their own.");
}
