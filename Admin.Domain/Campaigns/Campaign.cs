using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns;

/// <summary>
/// One template sent to an audience from one number or several. What it says is fixed at its start; its counts move by difference in the
/// same transaction as the recipients they count. Transitions stand in CampaignTransitions.cs.
/// </summary>
public sealed partial class Campaign : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int ReasonMaxLength = 60;
    public const int ParametersMaxLength = 60_000;
    public const int FastestPerMinute = 60_000;

    /// <summary>Numbers that one campaign may send from.</summary>
    public const int MaxNumbers = 10;

    /// <summary>Room for <see cref="MaxNumbers"/> ids in JSON.</summary>
    internal const int FurtherNumbersMaxLength = 400;

    private Campaign()
    {
    }

    /// <summary>What rows refer to; made by the database.</summary>
    public long Key { get; private set; }

    /// <summary>What everybody else refers to.</summary>
    public CampaignId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The first of the numbers that it sends from: the one whose template it is.</summary>
    public NumberId NumberId { get; private set; }

    /// <summary>The other numbers that it sends from: a JSON array of their ids.</summary>
    public string FurtherNumbers { get; private set; } = "[]";

    /// <summary>Those of its numbers that a person has stopped since the start: a JSON array of their ids.</summary>
    public string StoppedNumbers { get; private set; } = "[]";

    /// <summary>Empty in a draft for which no template is chosen yet.</summary>
    public string TemplateName { get; private set; } = "";

    public string TemplateLanguage { get; private set; } = "";

    /// <summary>What the body's numbered places are bound to: a JSON array of texts as the person wrote them; of a draft some may be empty.</summary>
    public string Parameters { get; private set; } = "[]";

    /// <summary>What all other places are bound to: header, named places of the body, buttons; a JSON array of <see cref="TemplateBinding"/>.</summary>
    public string Components { get; private set; } = "[]";

    public CampaignStatus Status { get; private set; }

    /// <summary>Why it is paused or stalled: a code such as <c>paused_by_person</c> or <c>whatsapp_132015</c>.</summary>
    public string? StatusReason { get; private set; }

    /// <summary>Moves with each start, pause, resume and cancel: work begun under an older one is not carried on.</summary>
    public int Epoch { get; private set; }

    /// <summary>Role of the person who paused it; null when the engine did.</summary>
    public Role? PausedBy { get; private set; }

    /// <summary>The campaign's own speed; null: as fast as the other limits allow.</summary>
    public int? MessagesPerMinute { get; private set; }

    public DateTime? ScheduledAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>Ordinal of the next recipient to be added; gaps are allowed, repeats are not.</summary>
    public int NextOrdinal { get; private set; }

    public int PendingCount { get; private set; }

    public int SendingCount { get; private set; }

    public int SentCount { get; private set; }

    public int DeliveredCount { get; private set; }

    public int ReadCount { get; private set; }

    public int FailedCount { get; private set; }

    public int SkippedCount { get; private set; }

    public int AmbiguousCount { get; private set; }

    public int CancelledCount { get; private set; }

    /// <summary>How many answered; a fact beside the states, not one of them.</summary>
    public int RespondedCount { get; private set; }

    public Guid Stamp { get; private set; }

    public RecipientCounts Counts => new(PendingCount, SendingCount, SentCount, DeliveredCount, ReadCount, FailedCount, SkippedCount, AmbiguousCount, CancelledCount);

    /// <summary>All numbers that it sends from, the first one first.</summary>
    public IReadOnlyList<NumberId> NumberIds => [NumberId, .. Ids(FurtherNumbers)];

    public IReadOnlyList<NumberId> StoppedNumberIds => [.. Ids(StoppedNumbers)];

    public bool HasTemplate => TemplateName.Length > 0;

    public IReadOnlyList<string> ParameterTexts => JsonSerializer.Deserialize<string[]>(Parameters)!;

    /// <summary>What header, named places and buttons are bound to.</summary>
    public IReadOnlyList<TemplateBinding> ComponentBindings => TemplateBinding.Read(Components);

    /// <summary>What every place of the template is bound to.</summary>
    public IReadOnlyList<TemplateBinding> Bindings => [.. TemplateBinding.Body(ParameterTexts), .. ComponentBindings];

    /// <summary>Whether a campaign can be called so.</summary>
    public static bool IsName(string? name) => name?.Trim() is { Length: > 0 and <= NameMaxLength } trimmed && !trimmed.Any(char.IsControl);

    /// <summary>Columns that a recipient must have a value in, as nothing stands in for it.</summary>
    public IReadOnlyList<string> NeededColumns =>
        [.. Bindings.Select(b => ParameterTemplate.Parse(b.Text)).Where(p => p.Fallback is null).Select(p => p.Column).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The number that a recipient's last try was sent from; of one that was never tried, the first.</summary>
    public NumberId NumberOf(Recipient row) => row.NumberId ?? NumberId;

    /// <summary>The number that a try of a recipient was sent from.</summary>
    public NumberId NumberOf(Recipient row, Guid attempt) => row.NumberOf(attempt) ?? NumberId;

    public CampaignRef Ref => new(OrganizationId, Key);

    public static Campaign Create(OrganizationId organization, CampaignContent content, DateTime now)
    {
        var campaign = new Campaign { Id = CampaignId.New(), OrganizationId = organization, Status = CampaignStatus.Draft, CreatedAt = now };
        campaign.Fill(content);
        return campaign;
    }

    private static IEnumerable<NumberId> Ids(string json) => JsonSerializer.Deserialize<Guid[]>(json)!.Select(NumberId.From);

    private static string Json(IEnumerable<NumberId> numbers) => JsonSerializer.Serialize(numbers.Select(n => n.Value).Order());

    private void Fill(CampaignContent content)
    {
        Name = content.Name.Trim();
        // In one order, whichever they were named in: the same numbers are no change.
        (NumberId, FurtherNumbers) = (content.Number, Json(content.FurtherNumbers));
        TemplateName = content.TemplateName;
        TemplateLanguage = content.TemplateLanguage;
        Parameters = JsonSerializer.Serialize(content.Parameters);
        Components = TemplateBinding.Write(content.Components);
        ScheduledAt = content.ScheduledAt;
        MessagesPerMinute = content.MessagesPerMinute;
    }
}

/// <summary>What a person decides about a campaign before it starts; checked by the service.</summary>
public sealed record CampaignContent(string Name, NumberId Number, string TemplateName, string TemplateLanguage, IReadOnlyList<string> Parameters, DateTime? ScheduledAt, int? MessagesPerMinute = null)
{
    /// <summary>What header, named places of the body and buttons are bound to.</summary>
    public IReadOnlyList<TemplateBinding> Components { get; init; } = [];

    /// <summary>The numbers that it sends from besides <see cref="Number"/>.</summary>
    public IReadOnlyList<NumberId> FurtherNumbers { get; init; } = [];
}

/// <summary>Names a campaign to SQL: the organization is never left out.</summary>
public sealed record CampaignRef(OrganizationId Organization, long Key);

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("Campaigns");
        builder.HasKey(c => c.Key);
        builder.Property(c => c.Key).ValueGeneratedOnAdd();
        builder.HasAlternateKey(c => new { c.OrganizationId, c.Key });
        builder.HasIndex(c => c.Id).IsUnique();
        builder.HasIndex(c => c.Status);
        builder.Property(c => c.Name).HasMaxLength(Campaign.NameMaxLength);
        builder.Property(c => c.TemplateName).HasMaxLength(Template.NameMaxLength);
        builder.Property(c => c.TemplateLanguage).HasMaxLength(Template.LanguageMaxLength);
        builder.Property(c => c.StatusReason).HasMaxLength(Campaign.ReasonMaxLength);
        builder.Ignore(c => c.IsOverBudget);
        builder.Property(c => c.FurtherNumbers).HasMaxLength(Campaign.FurtherNumbersMaxLength).HasDefaultValue("[]");
        builder.Property(c => c.StoppedNumbers).HasMaxLength(Campaign.FurtherNumbersMaxLength).HasDefaultValue("[]");
        builder.Ignore(c => c.NumberIds);
        builder.Ignore(c => c.StoppedNumberIds);
        builder.Ignore(c => c.HasTemplate);
        builder.Ignore(c => c.Counts);
        builder.Property(c => c.Components).HasDefaultValue("[]");
        builder.Ignore(c => c.ParameterTexts);
        builder.Ignore(c => c.ComponentBindings);
        builder.Ignore(c => c.Bindings);
        builder.Ignore(c => c.NeededColumns);
        builder.Ignore(c => c.Ref);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Number>().WithMany().HasForeignKey(c => new { c.OrganizationId, c.NumberId }).OnDelete(DeleteBehavior.Restrict);
    }
}
