using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Infrastructure.SqlConsole;

namespace Admin.Tests.Infrastructure.SqlConsole.Sqlite;

public sealed class SqliteDirectoryTests : IDisposable
{
    private readonly SqliteShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Find_OwnDatabase_GivesItsRealPath() => Assert.EndsWith("shop.db", _shop.Files.Find(_shop.Organization, "shop.db"), StringComparison.Ordinal);

    [Theory]
    [InlineData("../../admin.db")]
    [InlineData("missing.db")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("sub/../../x.db")]
    [InlineData("shop.db\0.txt")]
    public void Find_OutsideOrMissing_GivesNothing(string path) => Assert.Null(_shop.Files.Find(_shop.Organization, path));

    [Fact]
    public void Find_AbsolutePath_GivesNothing() => Assert.Null(_shop.Files.Find(_shop.Organization, _shop.File));

    [Fact]
    public void Find_OtherOrganizationsDatabase_GivesNothing()
    {
        var other = OrganizationId.New();
        _shop.Files.Ensure(other);

        Assert.Null(_shop.Files.Find(other, $"../{_shop.Organization}/shop.db"));
        Assert.Null(_shop.Files.Find(other, "shop.db"));
    }

    [Fact]
    public void Find_LinkThatLeadsOut_GivesNothing()
    {
        var secret = _shop.Data.File("admin.db");
        File.WriteAllText(secret, "x");
        File.CreateSymbolicLink(Path.Combine(_shop.Home, "link.db"), secret);
        Directory.CreateSymbolicLink(Path.Combine(_shop.Home, "up"), _shop.Data.FullPath);

        Assert.Null(_shop.Files.Find(_shop.Organization, "link.db"));
        Assert.Null(_shop.Files.Find(_shop.Organization, "up/admin.db"));
    }

    [Fact]
    public void Find_LinkThatStaysInside_GivesTheRealFile()
    {
        File.CreateSymbolicLink(Path.Combine(_shop.Home, "alias.db"), "shop.db");

        Assert.Equal(_shop.Files.Find(_shop.Organization, "shop.db"), _shop.Files.Find(_shop.Organization, "alias.db"));
    }

    [Fact]
    public void Find_LinkToItself_GivesNothing()
    {
        File.CreateSymbolicLink(Path.Combine(_shop.Home, "loop.db"), "loop.db");

        Assert.Null(_shop.Files.Find(_shop.Organization, "loop.db"));
    }

    [Fact]
    public void Validate_DirectoryOfTheApplicationsData_FailsAndNamesTheKey()
    {
        var validator = new SqlConsoleOptionsValidator(_shop.Data);

        var own = validator.Validate(null, new SqlConsoleOptions { SqliteDirectory = _shop.Data.FullPath });
        var above = validator.Validate(null, new SqlConsoleOptions { SqliteDirectory = Path.GetDirectoryName(_shop.Data.FullPath) });

        Assert.Contains("SqlConsole:SqliteDirectory", own.FailureMessage, StringComparison.Ordinal);
        Assert.True(above.Failed);
        Assert.True(validator.Validate(null, new SqlConsoleOptions()).Succeeded);
    }

    [Fact]
    public void Validate_LinkToTheApplicationsData_Fails()
    {
        var link = Path.Combine(_shop.Home, "link");
        Directory.CreateSymbolicLink(link, _shop.Data.FullPath);

        Assert.True(new SqlConsoleOptionsValidator(_shop.Data).Validate(null, new SqlConsoleOptions { SqliteDirectory = link }).Failed);
    }

    [Fact]
    public void Validate_DirectoryWithFilesInIt_Fails()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_shop.Home, "keys")).FullName;
        File.WriteAllText(Path.Combine(directory, "master-key"), "x");

        Assert.True(new SqlConsoleOptionsValidator(_shop.Data).Validate(null, new SqlConsoleOptions { SqliteDirectory = directory }).Failed);
    }
}
