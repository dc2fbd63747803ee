using System.Globalization;
using System.Text;
using Admin.Infrastructure.Demo;
using Admin.Infrastructure.Messaging.Simulator;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Admin.Web.Composition;

/// <summary>Says, once everything has started, where to go and as whom.</summary>
internal static class StartBanner
{
    public static void PrintWhenStarted(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var text = new StringBuilder().AppendLine();
        foreach (var address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"  Admin is ready at {address}");
        var demo = app.Services.GetRequiredService<DemoAccounts>();
        if (demo.IsOn)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  Demo accounts: {string.Join(", ", demo.Emails)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  Their password stands in {demo.PasswordPlace}");
        }

        if (app.Services.GetRequiredService<Simulation>().IsOn)
            text.AppendLine("  WhatsApp is simulated: no message leaves this machine");
        text.AppendLine("  Stop with Ctrl+C");
        Console.WriteLine(text);
    });
}
