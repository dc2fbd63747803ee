using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Notices;

/// <summary>Without a mail server there is nothing to be away; with one, the last delivery tells.</summary>
internal sealed class MailHealthCheck(SmtpMail mail) : IHealthCheck
{
    public const string Name = "mail";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(mail.HasFailed ? HealthCheckResult.Degraded("The last mail could not be delivered.") : HealthCheckResult.Healthy());
}
