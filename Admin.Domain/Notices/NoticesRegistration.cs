using Admin.Domain.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Domain.Notices;

public static class NoticesRegistration
{
    /// <summary>Posting, the inbox and the mails. Needs access, a database, the live channel and <see cref="IMail"/>.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.TryAddSingleton<PublicAddress>();
        services.TryAddSingleton<NoticeMails>();
        services.TryAddSingleton<NoticeBoard>();
        services.TryAddSingleton<NoticeReaders>();
        services.TryAddSingleton<NoticeInbox>();
        services.TryAddSingleton<NoticePreferences>();
        services.AddLiveTopic<NoticesTopic>();
        return services;
    }
}
