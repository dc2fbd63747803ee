using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Importing;

namespace Admin.Web.Api;

/// <summary>An import: a text (<c>env</c>, <c>json</c>), or the former system's rows with their key (<c>fernet_tokens</c>).</summary>
internal sealed record SecretImportBody(SecretImportSource Source)
{
    public string? Text { get; init; }

    public string? Key { get; init; }

    public IReadOnlyList<FormerSecretBody?>? Items { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public string? Provider { get; init; }

    public SecretKind Kind { get; init; }

    public SecretVisibility Visibility { get; init; }

    public IReadOnlyList<string?>? Tags { get; init; }

    public SecretImportExisting OnExisting { get; init; }

    public SecretImportBad OnBad { get; init; }

    public bool DryRun { get; init; }

    public SecretImportRequest ToRequest() => new(Source)
    {
        Text = Text is null ? null : new SecretImportText(Text),
        Key = Key is null ? null : new FormerKey(Key),
        Items = Items?.Select(i => i?.ToFormer() ?? new FormerSecret(null, null)).ToList(),
        ChatbotId = ChatbotId,
        Provider = Provider,
        Kind = Kind,
        Visibility = Visibility,
        Tags = [.. Tags?.Select(t => t ?? "") ?? []],
        OnExisting = OnExisting,
        OnBad = OnBad,
        DryRun = DryRun,
    };

    // A record would print its values.
    public override string ToString() => nameof(SecretImportBody);
}

/// <summary>A row of the former system.</summary>
internal sealed record FormerSecretBody
{
    public string? Name { get; init; }

    public string? Token { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public long? UsageCount { get; init; }

    public DateTime? LastUsedAt { get; init; }

    public FormerSecret ToFormer() => new(Name, Token) { ChatbotId = ChatbotId, UsageCount = UsageCount, LastUsedAt = LastUsedAt };

    public override string ToString() => nameof(FormerSecretBody);
}

/// <summary>What an import did, or would do.</summary>
internal sealed record SecretImportShown(bool DryRun, int New, int Changed, int Same, int Skipped, int Bad, IReadOnlyList<SecretImportRowShown> Items)
{
    public static SecretImportShown Of(SecretImportReport report, Func<Error, string> say) => new(
        report.DryRun,
        report.Count(SecretImportState.New),
        report.Count(SecretImportState.Changed),
        report.Count(SecretImportState.Same),
        report.Count(SecretImportState.Skipped),
        report.Count(SecretImportState.Bad),
        [.. report.Rows.Select(r => new SecretImportRowShown(r.Position.Line, r.Position.Index, r.Name, r.State, r.Secret, r.Fault?.Code, r.Fault is null ? null : say(r.Fault)))]);
}

/// <param name="Line">1-based, in a text.</param>
/// <param name="Index">0-based, in a list.</param>
/// <param name="Name">Null where a bad line may hold a part of a value in its place.</param>
internal sealed record SecretImportRowShown(int? Line, int? Index, string? Name, SecretImportState State, SecretId? Id, string? Code, string? Message);
