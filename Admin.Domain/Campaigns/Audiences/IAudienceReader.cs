using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>Reads an audience from CSV as it streams in.</summary>
public interface IAudienceReader
{
    /// <summary>Reads to the end. A fault of the whole file is an error; a fault of a line rejects that line.</summary>
    /// <param name="region">ISO 3166 region of phones without a country code.</param>
    Task<Result<AudienceFile>> ReadAsync(Stream csv, string region, CancellationToken ct);
}

/// <summary>What was read of a CSV.</summary>
/// <param name="Columns">Names of the header besides <c>phone</c>, lower case.</param>
/// <param name="Duplicates">Lines with a phone that stood further up.</param>
public sealed record AudienceFile(IReadOnlyList<string> Columns, IReadOnlyList<AudienceRow> Rows, int Duplicates, IReadOnlyList<RejectedRow> Rejected);

/// <param name="Line">Of the file, the header being 1.</param>
/// <param name="Reason">A code; texts are made of it.</param>
public sealed record RejectedRow(int Line, string Reason);

/// <summary>What became of an imported audience.</summary>
public sealed record AudienceImport(int Imported, int Duplicates, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<string> Columns);
