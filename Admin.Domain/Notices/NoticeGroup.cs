namespace Admin.Domain.Notices;

/// <summary>What people choose mail by: kinds that tell of the same thing.</summary>
public enum NoticeGroup
{
    ExpiringSecrets,
    OverdueSecrets,
    ManyReveals,
    FailingProviders,
    ServiceTokens,
    Visits,
    DataSourceAccess,
    Senders,
    Campaigns,
}
