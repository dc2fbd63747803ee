using Admin.Domain.Common;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>What every list takes: a text to look for and which page.</summary>
internal sealed record PageQuery([FromQuery(Name = "q")] string? Text, int? Page, [FromQuery(Name = "page_size")] int? PageSize)
{
    public PageRequest Request => new(Page ?? 1, PageSize ?? PageRequest.DefaultSize);
}

/// <summary>Words of a closed list in a query string.</summary>
internal static class QueryWords
{
    /// <summary>Null when nothing was given; an error when the word is not one of the list.</summary>
    public static Result<TEnum?> Read<TEnum>(string? text, string field)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return (TEnum?)null;
        return SnakeCase.TryParse<TEnum>(text, out var value) ? (TEnum?)value : ApiErrors.UnknownWord(field, SnakeCase.All<TEnum>());
    }
}
