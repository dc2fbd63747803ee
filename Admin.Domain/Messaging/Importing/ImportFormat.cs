using Admin.Domain.Campaigns;

namespace Admin.Domain.Messaging.Importing;

/// <summary>How a file is read.</summary>
/// <param name="IsMixed">Found in the file, not chosen: some of it is written in another encoding than the rest.</param>
public sealed record ImportFormat(CsvEncoding Encoding, CsvSeparator Separator, bool HasHeader, bool IsMixed = false)
{
    internal ImportRowRules RulesFor(IReadOnlyList<ImportColumn> columns, IPhoneNumbers phones, string region) =>
        new(columns, phones, region, looksForMixed: IsMixed && Encoding == CsvEncoding.Windows1252);
}
