using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.SqlConsole;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Admin.Tests.Infrastructure.Hosting;

public sealed class DeploymentOptionsTests
{
    [Fact]
    public void Find_DevelopmentDefaults_HasNoFault() =>
        Assert.Empty(Faults("Development"));

    [Fact]
    public void Find_OutsideDevelopmentWithoutDataDirectory_NamesTheKey() =>
        Assert.Contains(Faults("Staging"), f => f.StartsWith("DataDirectory", StringComparison.Ordinal));

    [Fact]
    public void Find_ProductionWithDemoAndSimulator_ListsEveryFault()
    {
        var faults = Faults("Production", ("Demo:Enabled", "true"), ("Simulator:Enabled", "true"), ("DataDirectory", "data"));

        Assert.Equal(
            ["Secrets:Fernet:Keys", "Demo:Enabled", "Simulator:Enabled", "PublicUrl", "WhatsApp:BaseUrl"],
            faults.Select(f => f.Split(' ')[0]));
    }

    [Theory]
    [InlineData("WhatsApp:AppSecret")]
    [InlineData("WhatsApp:VerifyToken")]
    public void Find_ProductionWithApiButWithoutItsSecrets_NamesTheKey(string key) =>
        Assert.Contains(Faults("Production", ("WhatsApp:BaseUrl", "https://graph.example")), f => f.StartsWith(key, StringComparison.Ordinal));

    [Theory]
    [InlineData("Production", "http://chatbot.example/hook", true)]
    [InlineData("Production", "http://127.0.0.1/hook", true)]
    [InlineData("Production", "https://chatbot.example/hook", false)]
    [InlineData("Staging", "http://127.0.0.1/hook", true)]
    [InlineData("Development", "http://127.0.0.1:5000/hook", false)]
    [InlineData("Development", "http://chatbot.example/hook", true)]
    public void Find_ForwardUrl_IsHttpsExceptOnLoopbackInDevelopment(string environment, string address, bool isFault) =>
        Assert.Equal(isFault, Faults(environment, ("WhatsApp:ForwardUrl", address)).Any(f => f.StartsWith("WhatsApp:ForwardUrl", StringComparison.Ordinal)));

    [Fact]
    public void Find_KeysGivenInEitherForm_AsksForNone()
    {
        Assert.DoesNotContain(Faults("Staging", ("DataDirectory", "data"), ("Secrets:Fernet:Keys:0", "k")), f => f.StartsWith("Secrets:", StringComparison.Ordinal));
        Assert.DoesNotContain(Faults("Staging", ("DataDirectory", "data"), ("Secrets:Fernet:Keys", "k,l")), f => f.StartsWith("Secrets:", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_FaultsOfTheDeploymentAndOfWhatAsksForItsDirectory_NamesBothAndMakesNothing()
    {
        var directory = Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N"));

        var faults = Faults("Production", ("DataDirectory", directory), ("SqlConsole:SqliteDirectory", directory));

        Assert.Contains(faults, f => f.StartsWith("PublicUrl", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("SqlConsole:SqliteDirectory", StringComparison.Ordinal));
        Assert.False(Directory.Exists(directory));
    }

    private static IReadOnlyList<string> Faults(string environment, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment })
            .AddDeployment()
            .AddSqlConsoleAdapters()
            .BuildServiceProvider();
        return ConfigurationFaults.Find(services);
    }
}
