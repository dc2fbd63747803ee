using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;

namespace Admin.Infrastructure.Campaigns;

/// <summary>The first line of an audience file.</summary>
internal sealed record CsvHeader(IReadOnlyList<string> Names, int Phone)
{
    private const string PhoneColumn = "phone";

    public static Result<CsvHeader> Of(string[] record)
    {
        var names = record.Select(n => n.Trim().ToLowerInvariant()).ToArray();
        if (names.All(n => n.Length == 0))
            return AudienceErrors.Empty;
        if (names.Length > AudienceErrors.MaxColumns)
            return AudienceErrors.TooManyColumns;
        var phone = Array.IndexOf(names, PhoneColumn);
        if (phone < 0)
            return AudienceErrors.NoPhoneColumn;
        var unnamed = Array.IndexOf(names, "");
        if (unnamed >= 0)
            return AudienceErrors.EmptyColumn(unnamed + 1);
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? new CsvHeader(names, phone) : AudienceErrors.DuplicateColumn(twice.Key);
    }

    public Dictionary<string, string> Fields(string[] record)
    {
        var fields = new Dictionary<string, string>(Names.Count, StringComparer.Ordinal);
        for (var i = 0; i < Names.Count; i++)
        {
            if (i != Phone && record[i].Length > 0)
                fields[Names[i]] = record[i];
        }

        return fields;
    }
}
