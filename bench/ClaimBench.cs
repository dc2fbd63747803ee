using System.Diagnostics;
using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Bench;

/// <summary>
/// What the claim of a batch takes, by the product's own queue on SQLite: ten batches at the beginning of each tenth of a campaign,
/// each written back as sent before the next is claimed.
/// </summary>
internal static class ClaimBench
{
    private const int Take = 100;
    private const int Tenths = 10;
    private const int BatchesOfTenth = 10;

    /// <summary>Milliseconds of each claim, without its commit and with it.</summary>
    public static async Task<List<(double Claim, double Committed)>> RunAsync(int recipients)
    {
        var directory = Directory.CreateTempSubdirectory("admin-bench-").FullName;
        try
        {
            await using var node = await BenchNode.StartAsync(directory, []);
            var database = Path.Combine(directory, "admin.db");
            var campaign = await PlanAsync(node, database, recipients);
            List<(double, double)> times = [];
            for (var tenth = 0; tenth < Tenths; tenth++)
            {
                await BenchContacts.SentAsync(database, campaign.Key, recipients / Tenths * tenth);
                for (var batch = 0; batch < Math.Min(BatchesOfTenth, recipients / Tenths / Take); batch++)
                    times.Add(await ClaimAsync(node, campaign));
            }

            return times;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Campaign> PlanAsync(IServiceProvider node, string database, int recipients)
    {
        var now = Now;
        var organization = Organization.Create("Bench", "bench", now);
        var token = Secret.Create(organization.Id, "TOKEN", SecretKind.ApiKey, SecretVisibility.Masked, SecretProviders.Fernet, null, now);
        var number = Number.Create(organization.Id, "100", "+55 11 4000-0777", "Bench", token.Id, 1000, now);
        var campaign = Campaign.Create(organization.Id, new CampaignContent("Claims", number.Id, "order_update", "en_US", ["{{name}}"], null), now);
        await BenchNode.AddAsync(node, [organization]);
        await BenchNode.AddAsync(node, [token, number]);
        var list = new ContactListId(await BenchContacts.AddAsync(database, organization.Slug, recipients));

        var queue = node.GetRequiredService<IRecipientQueue>();
        await using var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.For(organization.Id), CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        campaign.Start(now);
        db.Add(campaign);
        await db.SaveChangesAsync();
        var people = await new AudiencePartContent(new ContactFilter(List: list)).ReadAsync(db, CancellationToken.None);
        await queue.AddPartAsync(db, campaign.Ref, campaign.TakeOrdinals(recipients).Value, people, now, CancellationToken.None);
        campaign.Planned(await queue.CountAsync(db, campaign.Ref, CancellationToken.None));
        await write.CommitAsync(CancellationToken.None);
        return campaign;
    }

    private static async Task<(double Claim, double Committed)> ClaimAsync(IServiceProvider node, Campaign campaign)
    {
        var (queue, adminDb, token) = (node.GetRequiredService<IRecipientQueue>(), node.GetRequiredService<IAdminDb>(), Guid.CreateVersion7());
        IReadOnlyList<Recipient> claimed;
        double claim, committed;
        await using (var db = await adminDb.OpenAsync(TenantScope.For(campaign.OrganizationId), CancellationToken.None))
        await using (var write = await db.BeginWriteAsync(CancellationToken.None))
        {
            var began = Stopwatch.GetTimestamp();
            claimed = await queue.ClaimAsync(db, campaign.Ref, new Claim(token, campaign.Epoch, Take, Now, Now.AddSeconds(45)), CancellationToken.None);
            claim = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await write.CommitAsync(CancellationToken.None);
            committed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        if (claimed.Count != Take)
            throw new InvalidOperationException($"{claimed.Count} were claimed.");
        await SendAsync(queue, adminDb, campaign, token, claimed);
        return (claim, committed);
    }

    // As the engine leaves them behind.
    private static async Task SendAsync(IRecipientQueue queue, IAdminDb adminDb, Campaign campaign, Guid token, IReadOnlyList<Recipient> rows)
    {
        foreach (var row in rows)
        {
            var attempt = Guid.CreateVersion7();
            row.Begin(token, attempt, Now);
            row.Accept(attempt, string.Create(CultureInfo.InvariantCulture, $"wamid.{attempt:N}"), Now);
        }

        await using var db = await adminDb.OpenAsync(TenantScope.For(campaign.OrganizationId), CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await queue.SaveAsync(db, campaign.Ref, rows, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;
}
