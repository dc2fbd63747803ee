using System.Security.Cryptography;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.Importing;

/// <summary>
/// Takes over many secrets at once: from a .env file, from JSON, or from the former system's rows. What can be imported is
/// imported as a whole or not at all; what cannot is named, with its place. No value is shown, not even in a fault.
/// </summary>
public sealed class SecretImports(IAdminDb adminDb, Access access, AuditLog audit, SecretCiphers ciphers, SecretService secrets, TimeProvider time)
{
    private const int Tries = 3;
    private const int ComparedAtOnce = 8;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Judges each entry and, unless it is a dry run, writes the new and the changed ones.</summary>
    public async Task<Result<SecretImportReport>> RunAsync(Actor actor, SecretImportRequest request, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Write, ct);
        var entries = ImportReader.Read(request, Now);
        if (SecretService.Refusal(allowed, entries.Error ?? SecretRules.CheckTags(request.Tags)) is { } refusal)
            return refusal;
        if (request.OnExisting == SecretImportExisting.Rotate && await access.RequireAsync(actor, Permissions.Secrets.Rotate, ct) is { Failed: true } mayNotRotate)
            return mayNotRotate.Error!;
        if (ciphers.Choose(request.Provider) is { Failed: true } unknown)
            return unknown.Error!;

        for (var attempt = 1; ; attempt++)
        {
            var done = await TryAsync(actor, allowed.Value, request, entries.Value, ct);
            // Somebody changed one of them in between: what is new and what is changed is judged again.
            if (attempt < Tries && done.Error == SecretErrors.Changed)
                continue;
            return done;
        }
    }

    private async Task<Result<SecretImportReport>> TryAsync(Actor actor, OrganizationId organization, SecretImportRequest request, List<ImportEntry> entries, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        if (request.ChatbotId is { } chatbot && !await db.Set<Chatbot>().AnyAsync(c => c.Id == chatbot, ct))
            return SecretErrors.ChatbotNotFound;
        var judged = await JudgeAsync(db, request, entries, ct);
        var report = new SecretImportReport(request.DryRun, judged.ConvertAll(j => j.ToRow(j.Seen?.Id)));
        if (!request.DryRun && request.OnBad == SecretImportBad.Refuse && report.Count(SecretImportState.Bad) is > 0 and var bad)
            return SecretImportErrors.HasBadEntries(bad);
        return request.DryRun || report.Writes == 0
            ? await LookedAsync(db, actor, request, report, ct)
            : await WriteAsync(actor, organization, request, judged, report, ct);
    }

    /// <summary>Comparing has read values, so that somebody looked is on record also where nothing is written.</summary>
    private async Task<Result<SecretImportReport>> LookedAsync(AdminDbContext db, Actor actor, SecretImportRequest request, SecretImportReport report, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, actor, Act(request, report), ct);
        await write.CommitAsync(ct);
        return report;
    }

    private async Task<Result<SecretImportReport>> WriteAsync(Actor actor, OrganizationId organization, SecretImportRequest request, List<Judged> judged, SecretImportReport report, CancellationToken ct)
    {
        var writing = judged.Where(j => j.Writes).ToList();
        var intakes = writing.ConvertAll(j => new SecretIntake(j.Entry.ToDraft(request), j.Seen) { UsageCount = j.Entry.UsageCount, LastUsedAt = j.Entry.LastUsedAt });
        var stored = await secrets.StoreAllAsync(actor, organization, intakes, Act(request, report), ct);
        if (stored.Failed)
            return stored.Error;
        var ids = writing.Zip(stored.Value).ToDictionary(p => p.First, p => p.Second.Id);
        return report with { Rows = judged.ConvertAll(j => j.ToRow(ids.TryGetValue(j, out var made) ? made : j.Seen?.Id)) };
    }

    private async Task<List<Judged>> JudgeAsync(AdminDbContext db, SecretImportRequest request, List<ImportEntry> entries, CancellationToken ct)
    {
        var standing = await StandingAsync(db, request, entries, ct);
        var chatbots = (await db.Set<Chatbot>().Select(c => c.Id).ToListAsync(ct)).ToHashSet();
        var judged = entries.ConvertAll(entry => Judge(request, entry, standing, chatbots));
        // In parts: each may hold a megabyte, and a provider may be far away.
        foreach (var part in judged.Where(j => j.IsComparable).Chunk(ComparedAtOnce).ToList())
        {
            var versions = await VersionsAsync(db, [.. part.Select(j => j.Seen!)], ct);
            var compared = await Task.WhenAll(part.Select(j => CompareAsync(j, versions, ct)));
            for (var i = 0; i < part.Length; i++)
                judged[judged.IndexOf(part[i])] = compared[i];
        }

        return judged;
    }

    private static Judged Judge(SecretImportRequest request, ImportEntry entry, Dictionary<(Guid, string), Secret> standing, HashSet<ChatbotId> chatbots)
    {
        if (entry.Fault is { } fault)
            return new Judged(entry, SecretImportState.Bad, fault, null);
        var scope = entry.ChatbotId ?? request.ChatbotId;
        if (scope is { } chatbot && !chatbots.Contains(chatbot))
            return new Judged(entry, SecretImportState.Bad, SecretErrors.ChatbotNotFound, null);
        if (!standing.TryGetValue((scope?.Value ?? Guid.Empty, Names.Normalize(entry.Name!)), out var seen))
            return new Judged(entry, SecretImportState.New, null, null);
        return new Judged(entry, request.OnExisting == SecretImportExisting.Skip ? SecretImportState.Skipped : SecretImportState.Changed, null, seen);
    }

    /// <summary>Finds the changed ones that are not. What was tampered with is repaired by a new value; a provider that is away is not.</summary>
    private async Task<Judged> CompareAsync(Judged judged, Dictionary<SecretId, SecretVersion> versions, CancellationToken ct)
    {
        if (!versions.TryGetValue(judged.Seen!.Id, out var version))
            return judged;
        var standing = await ciphers.OpenAsync(version, ct);
        if (standing.Failed)
            return standing.Error == SecretErrors.Unreadable ? judged : judged with { State = SecretImportState.Bad, Fault = standing.Error };
        var given = judged.Entry.Value!.Read().Value;
        return CryptographicOperations.FixedTimeEquals(standing.Value.GetBytes().Span, given.GetBytes().Span) ? judged with { State = SecretImportState.Same } : judged;
    }

    private static async Task<Dictionary<SecretId, SecretVersion>> VersionsAsync(AdminDbContext db, List<Secret> seen, CancellationToken ct)
    {
        var ids = seen.ConvertAll(s => s.Id);
        var found = await db.Set<SecretVersion>().AsNoTracking().Where(v => ids.Contains(v.SecretId) && v.State == SecretVersionState.Current).ToListAsync(ct);
        return found.Where(v => seen.Exists(s => s.Id == v.SecretId && s.CurrentVersion == v.Number)).ToDictionary(v => v.SecretId);
    }

    /// <summary>The living secrets in the scopes that entries name, by scope and name.</summary>
    private static async Task<Dictionary<(Guid, string), Secret>> StandingAsync(AdminDbContext db, SecretImportRequest request, List<ImportEntry> entries, CancellationToken ct)
    {
        Dictionary<(Guid, string), Secret> standing = [];
        foreach (var scope in entries.Where(e => e.Fault is null).GroupBy(e => (e.ChatbotId ?? request.ChatbotId)?.Value ?? Guid.Empty))
        {
            var names = scope.Select(e => Names.Normalize(e.Name!)).ToList();
            var found = await db.Set<Secret>().AsNoTracking().Where(s => s.ScopeKey == scope.Key && s.DeletedKey == Guid.Empty && names.Contains(s.NormalizedName)).ToListAsync(ct);
            found.ForEach(s => standing[(scope.Key, s.NormalizedName)] = s);
        }

        return standing;
    }

    private static AuditAct Act(SecretImportRequest request, SecretImportReport report) =>
        SecretActs.Imported(SnakeCase.Of(request.Source), request.DryRun, Enum.GetValues<SecretImportState>().ToDictionary(SnakeCase.Of, report.Count, StringComparer.Ordinal));

    private sealed record Judged(ImportEntry Entry, SecretImportState State, Error? Fault, Secret? Seen)
    {
        /// <summary>Saying that a restricted value is this one would let it be guessed, so those are compared with nothing.</summary>
        public bool IsComparable => State == SecretImportState.Changed && Seen!.Visibility != SecretVisibility.Restricted;

        public bool Writes => State is SecretImportState.New or SecretImportState.Changed;

        public SecretImportRow ToRow(SecretId? secret) => new(Entry.Position, Entry.Name, State, Fault, secret);
    }
}
