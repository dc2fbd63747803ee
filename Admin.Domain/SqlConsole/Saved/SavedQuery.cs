using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.SqlConsole.Saved;

/// <summary>
/// A statement kept under a name, for oneself or for everybody of the organization who may query. It names its data source
/// without depending on it: a statement outlives a data source.
/// </summary>
public sealed class SavedQuery : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int FolderMaxLength = 100;
    public const int DescriptionMaxLength = 1_000;
    public const int ParametersMaxLength = 4_000;

    private SavedQuery()
    {
    }

    public SavedQueryId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId OwnerId { get; private set; }

    public DataSourceId DataSourceId { get; private set; }

    public EngineKind Engine { get; private set; }

    public string Name { get; private set; } = "";

    public string? Folder { get; private set; }

    public string? Description { get; private set; }

    public string Statement { get; private set; } = "";

    /// <summary>What its parameters are by themselves: a JSON object of texts by name.</summary>
    public string? Parameters { get; private set; }

    public bool IsShared { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    internal static SavedQuery Create(DataSource source, PersonId owner, SavedQueryDraft draft, DateTime now)
    {
        var query = new SavedQuery { Id = SavedQueryId.New(), OrganizationId = source.OrganizationId, OwnerId = owner, CreatedAt = now };
        query.Change(source, draft, now);
        return query;
    }

    /// <summary>Takes something out of its texts; what is left is never longer.</summary>
    internal void Rewrite(Func<string, string> rewrite)
    {
        (Name, Statement) = (rewrite(Name), rewrite(Statement));
        Description = Description is null ? null : rewrite(Description);
        Parameters = Parameters is null ? null : rewrite(Parameters);
    }

    internal void Change(DataSource source, SavedQueryDraft draft, DateTime now)
    {
        (DataSourceId, Engine) = (source.Id, source.Engine);
        Name = draft.Name.Trim();
        Folder = Text(draft.Folder);
        Description = Text(draft.Description);
        Statement = draft.Statement;
        Parameters = Text(draft.Parameters);
        IsShared = draft.IsShared;
        UpdatedAt = now;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Everything of a saved query that a person writes.</summary>
public sealed record SavedQueryDraft(DataSourceId DataSource, string Name, string Statement, string? Folder = null, string? Description = null, string? Parameters = null, bool IsShared = false);

internal sealed class SavedQueryConfiguration : IEntityTypeConfiguration<SavedQuery>
{
    public void Configure(EntityTypeBuilder<SavedQuery> builder)
    {
        builder.ToTable("SavedQueries");
        builder.HasKey(q => new { q.OrganizationId, q.Id });
        builder.Property(q => q.Name).HasMaxLength(SavedQuery.NameMaxLength);
        builder.Property(q => q.Folder).HasMaxLength(SavedQuery.FolderMaxLength);
        builder.Property(q => q.Description).HasMaxLength(SavedQuery.DescriptionMaxLength);
        builder.Property(q => q.Parameters).HasMaxLength(SavedQuery.ParametersMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(q => q.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(q => new { q.OrganizationId, q.OwnerId });
        builder.HasIndex(q => new { q.OrganizationId, q.IsShared });
    }
}
