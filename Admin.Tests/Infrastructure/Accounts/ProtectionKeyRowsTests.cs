using Admin.Domain.Organizations;
using Admin.Infrastructure.Accounts;
using Admin.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Infrastructure.Accounts;

public sealed class ProtectionKeyRowsTests
{
    [Fact]
    public async Task Unprotect_AfterARestart_ReadsWhatWasProtectedBefore()
    {
        await using var db = await TestDb.CreateAsync();
        string sealedText;
        await using (var first = Start(db))
            sealedText = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("kept");

        await using var second = Start(db);

        Assert.Equal("kept", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(sealedText));
        await using var rows = await db.OpenAsync(TenantScope.Accounts);
        Assert.Equal(1, await rows.Set<DataProtectionKey>().CountAsync());
    }

    private static ServiceProvider Start(TestDb db)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(db.Db);
        services.AddAccountsAdapters();
        return services.BuildServiceProvider();
    }
}
