using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;

namespace Admin.Web.Features.Templates;

/// <summary>The list's filters, as the address keeps them. Words that mean nothing filter nothing.</summary>
internal sealed record TemplateListState(string? Text, TemplateStatus? Status, TemplateCategory? Category, string? Language, QualityRating? Quality)
{
    public bool IsFiltered => this != new TemplateListState(null, null, null, null, null);

    public TemplateFilter Filter => new(Text, Status, Category, Language, Quality);

    public static TemplateListState Parse(string? text, string? status, string? category, string? language, string? quality) => new(
        string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        SnakeCase.TryParse<TemplateStatus>(status, out var s) ? s : null,
        SnakeCase.TryParse<TemplateCategory>(category, out var c) ? c : null,
        string.IsNullOrWhiteSpace(language) ? null : language.Trim(),
        SnakeCase.TryParse<QualityRating>(quality, out var q) ? q : null);
}
