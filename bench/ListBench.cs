using System.Diagnostics;
using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Bench;

/// <summary>The first page of a list of 10,000 secrets, from the service, on SQLite.</summary>
internal static class ListBench
{
    private const int Secrets = 10_000;
    private const int Rounds = 200;

    public static async Task<int> RunAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"admin-bench-{Guid.CreateVersion7():N}");
        try
        {
            await using var node = await BenchNode.StartAsync(directory, []);
            var organization = Organization.Create("Bench", "bench", TimeProvider.System.GetUtcNow().UtcDateTime);
            await BenchNode.AddAsync(node, [organization]);
            await SeedAsync(node, organization.Id);
            var service = node.GetRequiredService<SecretService>();
            var actor = Actor.System(organization.Id, "bench");
            await MeasureAsync("all", service, actor, new SecretFilter(), Secrets);
            await MeasureAsync("of one tag", service, actor, new SecretFilter { Tag = "tag7" }, Secrets / 10);
            await MeasureAsync("with a text", service, actor, new SecretFilter { Text = "99" }, null);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(string what, SecretService service, Actor admin, SecretFilter filter, int? total)
    {
        List<double> times = [];
        for (var round = 0; round < Rounds + 20; round++)
        {
            var clock = Stopwatch.StartNew();
            var page = await service.ListAsync(admin, filter, new PageRequest(), CancellationToken.None);
            if (page.Value.Items.Count != PageRequest.DefaultSize || (total is { } expected && page.Value.Total != expected))
                throw new InvalidOperationException($"{page.Value.Items.Count} of {page.Value.Total}");
            // The first ones warm up.
            if (round >= 20)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first page over {Secrets} secrets, {what}: median {times[times.Count / 2]:F1} ms, 95 % under {times[times.Count * 95 / 100]:F1} ms (aim 20)"));
    }

    private static async Task SeedAsync(ServiceProvider node, OrganizationId organization)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var first = 0; first < Secrets; first += 1000)
        {
            var rows = Enumerable.Range(first, 1000).SelectMany(i => Rows(organization, i, now)).ToList();
            await BenchNode.AddAsync(node, rows);
        }
    }

    private static object[] Rows(OrganizationId organization, int number, DateTime now)
    {
        var secret = Secret.Create(organization, string.Create(CultureInfo.InvariantCulture, $"SECRET_{number:D5}"), SecretKind.ApiKey, SecretVisibility.Masked, SecretProviders.Fernet, null, now)
            .Described("A key of some service.", [string.Create(CultureInfo.InvariantCulture, $"tag{number % 10}"), "bench"]);
        secret.MoveTo(1, SecretProviders.Fernet, now);
        return [secret];
    }
}
