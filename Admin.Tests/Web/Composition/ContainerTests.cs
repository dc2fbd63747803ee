using Admin.Tests.Support;
using Admin.Web.Composition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Admin.Tests.Web.Composition;

public sealed class ContainerTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Build_WithEveryPart_CanMakeEveryService(string environment)
    {
        var builder = Launch.CreateBuilder(
        [
            $"--environment={environment}", $"--DataDirectory={Path.Combine(Path.GetTempPath(), "admin-tests", "container")}", "--PublicUrl=https://admin.example",
            "--WhatsApp:BaseUrl=https://graph.example", "--WhatsApp:AppSecret=secret", "--WhatsApp:VerifyToken=token",
        ]);
        builder.Host.UseDefaultServiceProvider(o => o.ValidateOnBuild = o.ValidateScopes = true);
        builder.AddParts();
        builder.AddWebShell();

        await using var app = builder.Build();

        Assert.NotEmpty(app.Services.GetServices<IHostedService>());
    }

    [Fact]
    public void Program_ReadsAsATableOfContents()
    {
        var lines = File.ReadAllLines(Path.Combine(Solution.Path, "Admin.Web", "Program.cs"));

        Assert.InRange(lines.Length, 1, 40);
    }
}
