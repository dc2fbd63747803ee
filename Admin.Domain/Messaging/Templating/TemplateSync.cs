using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// Reads the templates of an organization's business accounts from WhatsApp: new ones are added, known ones brought up to date, those
/// that are listed no more marked gone. Campaigns that send one which can be sent no more pause, as when a webhook tells. Run twice it does the same once. At most one try a minute per organization keeps it far below
/// the 200 calls an hour that WhatsApp allows.
/// </summary>
public sealed class TemplateSync(IAdminDb adminDb, Access access, AuditLog audit, SecretService secrets, IWhatsAppManagement whatsApp, SenderNews news, TimeProvider time, ILogger<TemplateSync> log)
{
    /// <summary>How long the next try has to wait.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private static readonly TenantScope Everybody = TenantScope.All("the sweep reads every organization's templates");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<Result<TemplateSyncReport>> SynchronizeAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Templates.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        var begun = await BeginAsync(allowed.Value, ct);
        if (begun.Failed)
            return begun.Error;
        var asked = Now;
        var read = await ReadAsync(allowed.Value, begun.Value, ct);
        var stopped = new List<TemplateNews>();
        var done = await CampaignLedger.AgainOnConflictAsync(() => EndAsync(actor, allowed.Value, read, asked, stopped, ct));
        foreach (var template in stopped)
            await news.ApplyAsync(allowed.Value, template, [.. begun.Value.Where(n => read.AccountOf(n) == template.AccountId).Select(n => n.Id)], ct);
        return done;
    }

    /// <summary>When it last ran, for pages.</summary>
    public async Task<Result<TemplateSyncView>> StateAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Templates.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var state = await db.Set<TemplateSyncState>().AsNoTracking().FirstOrDefaultAsync(ct);
        return new TemplateSyncView(state?.AttemptedAt, state?.SucceededAt, state?.ErrorCode);
    }

    /// <summary>Hourly: every organization that has a number. One that fails keeps no other from its turn.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        List<OrganizationId> organizations;
        await using (var db = await adminDb.OpenAsync(Everybody, ct))
            organizations = await db.Set<Number>().Select(n => n.OrganizationId).Distinct().ToListAsync(ct);
        foreach (var organization in organizations)
        {
            try
            {
                var done = await SynchronizeAsync(Actor.System(organization, "template_sweep"), ct);
                if (done.Failed)
                    log.LogInformation("Templates of organization {Organization} were not synchronised: {Code}", organization, done.Error.Code);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "Templates of organization {Organization} could not be synchronised; the next sweep tries again", organization);
            }
        }
    }

    // The numbers to ask with, once this try is taken.
    private async Task<Result<IReadOnlyList<Number>>> BeginAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var numbers = await db.Set<Number>().AsNoTracking().OrderBy(n => n.PhoneNumberId).ToListAsync(ct);
        if (numbers.Count == 0)
            return TemplateErrors.NoNumber;
        var (state, now) = (await db.Set<TemplateSyncState>().FirstOrDefaultAsync(ct), Now);
        // A clock that was set back must not keep it waiting.
        if (state is not null && state.AttemptedAt <= now && state.AttemptedAt + Rest - now is var rest && rest > TimeSpan.Zero)
            return TemplateErrors.SynchronizedRecently((int)Math.Ceiling(rest.TotalSeconds));
        if (state is null)
            db.Add(TemplateSyncState.Create(organization, now));
        else
            state.Attempt(now);
        try
        {
            await write.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another node was quicker with the row.
            return TemplateErrors.SynchronizedRecently((int)Rest.TotalSeconds);
        }

        return numbers;
    }

    private async Task<Reading> ReadAsync(OrganizationId organization, IReadOnlyList<Number> numbers, CancellationToken ct)
    {
        var reading = new Reading();
        foreach (var number in numbers)
        {
            // Another number of the same account has already told.
            if (number.BusinessAccountId is { } known && reading.Accounts.ContainsKey(known))
                continue;
            var token = await secrets.ReadForUseAsync(organization, number.AccessTokenSecretId, "templates", ct);
            if (token.Failed)
            {
                reading.Fail(token.Error);
                continue;
            }

            var account = number.BusinessAccountId ?? await FindAccountAsync(reading, number, token.Value.GetText(), ct);
            if (account is not null && !reading.Accounts.ContainsKey(account) && await ListAsync(reading, account, token.Value.GetText(), ct) is { } listed)
                reading.Accounts[account] = listed;
        }

        return reading;
    }

    private async Task<string?> FindAccountAsync(Reading reading, Number number, string token, CancellationToken ct)
    {
        var answer = await whatsApp.GetBusinessAccountAsync(number.PhoneNumberId, token, ct);
        if (answer.Succeeded && answer.Value is { Length: <= Number.BusinessAccountIdMaxLength } account)
        {
            reading.Learned[number.Id] = account;
            return account;
        }

        reading.Fail(answer.Succeeded ? TemplateErrors.AccountUnknown : Fault(answer.Error));
        return null;
    }

    private async Task<IReadOnlyList<ListedTemplate>?> ListAsync(Reading reading, string account, string token, CancellationToken ct)
    {
        var (all, after) = (new List<ListedTemplate>(), (string?)null);
        do
        {
            var page = await whatsApp.ListTemplatesAsync(account, token, after, ct);
            if (!page.Succeeded)
            {
                reading.Fail(Fault(page.Error));
                return null;
            }

            all.AddRange(page.Value!.Templates);
            // A cursor that does not move would never end.
            after = page.Value.After == after || page.Value.Templates.Count == 0 ? null : page.Value.After;
        }
        while (after is not null);
        return all;
    }

    private async Task<Result<TemplateSyncReport>> EndAsync(Actor actor, OrganizationId organization, Reading reading, DateTime asked, List<TemplateNews> stopped, CancellationToken ct)
    {
        stopped.Clear();
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        foreach (var number in await db.Set<Number>().ToListAsync(ct))
        {
            if (reading.Learned.TryGetValue(number.Id, out var account))
                number.BelongsToAccount(account);
        }

        var report = new TemplateSyncReport(0, 0, 0, 0);
        var known = await db.Set<Template>().ToListAsync(ct);
        var approved = known.Where(t => t.Status == TemplateStatus.Approved).ToList();
        foreach (var (account, listed) in reading.Accounts)
            report += Apply(db, organization, known, account, listed, asked);
        stopped.AddRange(approved.Where(t => t.Status != TemplateStatus.Approved).Select(t => new TemplateNews(t.BusinessAccountId, t.Name, t.Language, t.Status, null, t.StatusReason, asked)));
        var state = await db.Set<TemplateSyncState>().FirstAsync(ct);
        state.End(Now, reading.Error?.Code);
        if (actor.Kind != ActorKind.System)
            await audit.AppendAsync(db, actor, new AuditAct("templates.synchronized", "template", Outcome: reading.Error is null ? AuditOutcome.Done : AuditOutcome.Failed, Details: report.Details(reading.Error?.Code)), ct);
        await write.CommitAsync(ct);
        return reading.Error is { } error ? error : report;
    }

    private static TemplateSyncReport Apply(AdminDbContext db, OrganizationId organization, List<Template> known, string account, IReadOnlyList<ListedTemplate> listed, DateTime asked)
    {
        var (added, changed, gone) = (0, 0, 0);
        var seen = new HashSet<Template>();
        foreach (var one in listed.Where(IsPossible).DistinctBy(t => (t.Name, t.Language)))
        {
            var template = known.Find(t => t.BusinessAccountId == account && t.Name == one.Name && t.Language == one.Language)
                ?? known.Find(t => t.BusinessAccountId.Length == 0 && t.Name == one.Name && t.Language == one.Language);
            if (template is null)
            {
                template = Template.Create(organization, one.Name, one.Language, "", 0, TemplateStatus.Pending, asked);
                template.Synchronize(account, one, asked);
                db.Add(template);
                known.Add(template);
                added++;
            }
            else if (template.Synchronize(account, one, asked))
            {
                changed++;
            }

            seen.Add(template);
        }

        foreach (var template in known.Where(t => t.BusinessAccountId == account && !seen.Contains(t)))
            gone += template.Go(asked) ? 1 : 0;
        return new TemplateSyncReport(added, changed, seen.Count - added - changed, gone);
    }

    // What does not fit the columns is none of WhatsApp's.
    private static bool IsPossible(ListedTemplate t) =>
        t.Name.Length is > 0 and <= Template.NameMaxLength && t.Language.Length is > 0 and <= Template.LanguageMaxLength && t.Id.Length is > 0 and <= Template.WhatsAppIdMaxLength;

    private static Error Fault(WhatsAppError? error) => error switch
    {
        null => TemplateErrors.SyncAway,
        { Class: WhatsAppErrorClass.AppRate or WhatsAppErrorClass.AccountRate } => TemplateErrors.SyncLimited(error.Code),
        _ => TemplateErrors.SyncRefused(error.Code),
    };

    /// <summary>What one try has learned.</summary>
    private sealed class Reading
    {
        public Dictionary<string, IReadOnlyList<ListedTemplate>> Accounts { get; } = new(StringComparer.Ordinal);

        public Dictionary<NumberId, string> Learned { get; } = [];

        public Error? Error { get; private set; }

        public string? AccountOf(Number number) => Learned.GetValueOrDefault(number.Id) ?? number.BusinessAccountId;

        // The first is told; the others are likely the same.
        public void Fail(Error error) => Error ??= error;
    }
}

/// <summary>What a synchronisation did.</summary>
public sealed record TemplateSyncReport(int Added, int Changed, int Unchanged, int Gone)
{
    public static TemplateSyncReport operator +(TemplateSyncReport one, TemplateSyncReport other) =>
        new(one.Added + other.Added, one.Changed + other.Changed, one.Unchanged + other.Unchanged, one.Gone + other.Gone);

    internal IReadOnlyDictionary<string, string> Details(string? errorCode)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["added"] = Added.ToString(CultureInfo.InvariantCulture),
            ["changed"] = Changed.ToString(CultureInfo.InvariantCulture),
            ["gone"] = Gone.ToString(CultureInfo.InvariantCulture),
        };
        if (errorCode is not null)
            details["error"] = errorCode;
        return details;
    }
}

/// <param name="AttemptedAt">Null: never.</param>
/// <param name="ErrorCode">How the last try ended; null: well.</param>
public sealed record TemplateSyncView(DateTime? AttemptedAt, DateTime? SucceededAt, string? ErrorCode);
