using System.Reflection;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Tenancy;

/// <summary>
/// Runs every method of every *Sql class with one organization named and the other's keys. Hand-written and set-based SQL passes
/// no tenant filter, so here it must neither change nor read a row of the organization that it was not told.
/// </summary>
public sealed class SqlCrossingTests : IAsyncLifetime
{
    private World _world = null!;
    private Belongings _acme = null!;

    public static TheoryData<string> Methods => [.. All.Select(NameOf)];

    private static IReadOnlyList<MethodInfo> All { get; } =
        [.. typeof(AdminDb).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.Name.EndsWith("Sql", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(AdminDbContext)))];

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _acme = await Belongings.OfAsync(_world.Acme);
        await Belongings.OfAsync(_world.Globex);
        await _world.Db.AddAsync(OptOut());
        // Each part of an audience names somebody of Acme's.
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Set<Recipient>().ExecuteUpdateAsync(set => set.SetProperty(r => r.RespondedAt, _world.Now), CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Sql_ToldAnotherOrganization_NeitherChangesNorReadsThisOne(string name)
    {
        var method = All.Single(m => NameOf(m) == name);
        var service = ActivatorUtilities.CreateInstance(_world.Services, method.DeclaringType!);
        var before = await RowsAsync();

        var answer = await RunAsync(service, method);

        Assert.Equal(before, await RowsAsync());
        Assert.All(_acme.Traces(), trace => Assert.DoesNotContain(trace, answer, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("+5511900000001", answer, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(object service, MethodInfo method)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("hand-written SQL is on its own"));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var arguments = method.GetParameters().Select(p => p.ParameterType == typeof(AdminDbContext) ? db : Recipe(method, p)).ToArray();
        try
        {
            var task = (Task)method.Invoke(service, arguments)!;
            await task;
            await write.CommitAsync(CancellationToken.None);
            return await Call.TextAsync(task.GetType().GetProperty("Result")?.GetValue(task) is { } value && value.GetType().Name != "VoidTaskResult" ? value : null);
        }
        catch (LedgerConflictException)
        {
            // The row that it was to save is not there for this organization: exactly right.
            return "";
        }
    }

    /// <summary>Globex as the organization; keys, ids and values of Acme's.</summary>
    private object? Recipe(MethodInfo method, ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(OrganizationId) => _world.Globex.Id,
        var t when t == typeof(CampaignRef) => new CampaignRef(_world.Globex.Id, _acme.Campaign.Key),
        var t when t == typeof(IReadOnlyCollection<SecretUse>) => new[] { new SecretUse(_world.Acme.Secret.Id, new SecretReader(ActorKind.System, "test"), 5, _world.Now) },
        var t when t == typeof(ReEncryptionId) => _acme.Id(typeof(ReEncryptionId)),
        var t when t == typeof(ReEncryptionStep) => new ReEncryptionStep(3, 2, 1, "another", _world.Now.AddYears(1)),
        var t when t == typeof(ReEncryptionPause) => new ReEncryptionPause("a reason", "vault", _world.Now.AddYears(1)),
        var t when t == typeof(IReadOnlyList<MovedVersion>) => new[] { new MovedVersion(_world.Acme.Secret.Id, 1, SecretProviders.Fernet, _world.Get<SecretKeys>().Fernet.First.Id, new SealedValue("another", [1], [])) },
        var t when t == typeof(IReadOnlyList<Recipient>) => new[] { Recipient.Create(new CampaignRef(_world.Globex.Id, _acme.Campaign.Key), 900, "+5511900000001", "{}", _world.Now) },
        var t when t == typeof(IReadOnlyList<AudienceRow>) => Array.Empty<AudienceRow>(),
        var t when t == typeof(IReadOnlyList<int>) => new[] { 900 },
        var t when t == typeof(IReadOnlyList<string>) => new[] { "wamid.acme" },
        var t when t == typeof(Claim) => new Claim(Guid.CreateVersion7(), 0, 100, _world.Now.AddYears(1), _world.Now.AddYears(1)),
        var t when t == typeof(RecipientCounts) => RecipientCounts.None with { Sent = 3 },
        var t when t == typeof(BucketChange) => new BucketChange(_world.Now, 10, 3, 2, 1, 1),
        var t when t == typeof(FrequencyCap) => new FrequencyCap(1, 30),
        var t when t == typeof(Settlement) => Settlement.CountAsSent,
        var t when t == typeof(ContactListId) => _acme.Id(typeof(ContactListId)),
        var t when t == typeof(AudienceTerms) => EverythingOfAcme()[^1],
        var t when t == typeof(IReadOnlyList<AudienceTerms>) => EverythingOfAcme(),
        var t when t == typeof(ContactImportId) => _acme.Id(typeof(ContactImportId)),
        var t when t == typeof(ImportCheckStep) => new ImportCheckStep(3, 4, _world.Now.AddYears(1)),
        var t when t == typeof(ImportStep) => new ImportStep(3, 2, 1, new MergedContacts(1, 1, 1), _world.Now.AddYears(1)),
        var t when t == typeof(ImportBatch) => ImportBatch(),
        var t when t == typeof(SecretId) => _acme.Id(typeof(SecretId)),
        var t when t == typeof(SecretCheckOutcome) => SecretCheckOutcome.Refused,
        var t when t == typeof(DateTime) => _world.Now.AddYears(1),
        var t when t == typeof(bool) => true,
        var t when t == typeof(long) => 10L,
        var t when t == typeof(int) => 10,
        var t when t == typeof(string) => "phone",
        var t when t == typeof(Guid) => Guid.CreateVersion7(),
        var t when t == typeof(CancellationToken) => CancellationToken.None,
        var t => throw new InvalidOperationException($"{NameOf(method)} takes a {t.Name}: give it a recipe here, with Acme's keys in it."),
    };

    /// <summary>Every row of Acme's, of every table that organizations own.</summary>
    private async Task<string> RowsAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var rows = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType)).Select(t => t.ClrType))
        {
            var read = typeof(SqlCrossingTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
            rows.Add(type.Name + ": " + await (Task<string>)read.Invoke(null, [db])!);
        }

        return string.Join('\n', rows);
    }

    private static async Task<string> ReadAsync<TEntity>(AdminDbContext db)
        where TEntity : class
    {
        var rows = await db.Set<TEntity>().ToListAsync();
        return string.Join('\n', rows.Select(r => JsonSerializer.Serialize(db.Entry(r).CurrentValues.ToObject(), typeof(TEntity))).Order(StringComparer.Ordinal));
    }

    /// <summary>A phone and a list of Acme's.</summary>
    private ImportBatch ImportBatch() => new(
        [new ImportRow("+5511900000001", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Another" }, ["another"], true)],
        ExistingContacts.Overwrite,
        [(ContactListId)_acme.Id(typeof(ContactListId))!],
        ["import"],
        new ImportConsent(ConsentPurpose.Marketing, "a form", _world.Now),
        "somebody",
        _world.Now);

    /// <summary>Acme's list, its contacts of a tag, and the people of its campaign.</summary>
    private AudienceTerms[] EverythingOfAcme() =>
    [
        new AudienceTerms(new ContactTerms(new ContactFilter(Tag: "tag"), (ContactTagId)_acme.Id(typeof(ContactTagId))!), null),
        new AudienceTerms(null, new EarlierTerms(_acme.Campaign.Key, CampaignOutcome.Replied, null)),
        new AudienceTerms(new ContactTerms(new ContactFilter(List: (ContactListId)_acme.Id(typeof(ContactListId))!)), null),
    ];

    private OptOut OptOut() => Admin.Domain.Messaging.OptOut.Create(_world.Globex.Id, "+5511900000001", "admin", _world.Now);

    private static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";
}
