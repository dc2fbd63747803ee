using System.Diagnostics;
using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Bench;

/// <summary>
/// The pre-flight's read of an audience of 100,000, by the product's own SQL on SQLite: who is left out and why, with a frequency cap
/// that another campaign to all of them counts for.
/// </summary>
internal static class PreflightBench
{
    private const int People = 100_000;
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("admin-bench-").FullName;
        try
        {
            await using var node = await BenchNode.StartAsync(directory, []);
            var draft = await MakeAsync(node, Path.Combine(directory, "admin.db"));
            var check = node.GetRequiredService<IAudienceCheck>();
            List<double> times = [];
            for (var round = 0; round < Rounds; round++)
            {
                await using var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.For(draft.OrganizationId), CancellationToken.None);
                var clock = Stopwatch.StartNew();
                var parts = (await AudienceSize.PartsAsync(db, draft, CancellationToken.None)).Select(p => p.Terms).ToList();
                var groups = await check.CountAsync(db, draft.Ref, parts, ["name", "order"], needsConsent: false, new FrequencyCap(2, 7), Now.AddDays(-7), CancellationToken.None);
                times.Add(clock.Elapsed.TotalSeconds);
                if (groups.Where(g => g.Reason is null).Sum(g => g.Count) != People)
                    throw new InvalidOperationException(string.Join(", ", groups));
            }

            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pre-flight of {People} people: {times[Rounds / 2]:F2} s, slowest {times[^1]:F2} s, of {Rounds} (aim 5)"));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static async Task<Campaign> MakeAsync(IServiceProvider node, string database)
    {
        var organization = Organization.Create("Bench", "bench", Now);
        var token = Secret.Create(organization.Id, "TOKEN", SecretKind.ApiKey, SecretVisibility.Masked, SecretProviders.Fernet, null, Now);
        var number = Number.Create(organization.Id, "100", "+55 11 4000-0777", "Bench", token.Id, 1000, Now);
        await BenchNode.AddAsync(node, [organization]);
        await BenchNode.AddAsync(node, [token, number]);
        var list = new ContactListId(await BenchContacts.AddAsync(database, organization.Slug, People));
        var (sent, draft) = (Make(number), Make(number));
        await using var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.For(organization.Id), CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        db.AddRange(sent, draft);
        await db.SaveChangesAsync();
        var everybody = new AudiencePartContent(new ContactFilter(List: list));
        db.Add(CampaignAudiencePart.Create(draft, everybody));
        await node.GetRequiredService<IRecipientQueue>().AddPartAsync(db, sent.Ref, sent.TakeOrdinals(People).Value, await everybody.ReadAsync(db, CancellationToken.None), Now, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        await BenchContacts.SentAsync(database, sent.Key, People);
        return draft;
    }

    private static Campaign Make(Number number) =>
        Campaign.Create(number.OrganizationId, new CampaignContent("Preflight", number.Id, "order_update", "en_US", ["{{name}}", "{{order}}"], null), Now);
}
