using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Support;

/// <summary>A business account with the templates that a test puts into it; every upload gets the next id.</summary>
internal sealed class FakeManagement : IWhatsAppManagement
{
    public const string Account = "200000000000000";

    private int _uploads;

    public List<ListedTemplate> Listed { get; } = [];

    public bool IsAway { get; set; }

    public Task<GraphAnswer<string?>> GetBusinessAccountAsync(string phoneNumberId, string accessToken, CancellationToken ct) =>
        Task.FromResult(IsAway ? GraphAnswer<string?>.Away : GraphAnswer<string?>.Of(Account));

    public Task<GraphAnswer<TemplateListing>> ListTemplatesAsync(string businessAccountId, string accessToken, string? after, CancellationToken ct) =>
        Task.FromResult(IsAway ? GraphAnswer<TemplateListing>.Away : GraphAnswer<TemplateListing>.Of(new TemplateListing([.. Listed], null)));

    public Task<GraphAnswer<string>> UploadMediaAsync(string phoneNumberId, string accessToken, MediaFile file, CancellationToken ct) =>
        Task.FromResult(IsAway ? GraphAnswer<string>.Away : GraphAnswer<string>.Of($"77000000{Interlocked.Increment(ref _uploads)}"));
}
