namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What happened to a template, a number or an account, as one change of a webhook.</summary>
/// <param name="DueAt">Unix milliseconds.</param>
/// <param name="Field">The webhook's field, such as <c>message_template_status_update</c>.</param>
/// <param name="Value">The change's value, JSON.</param>
internal sealed record PlatformEvent(long Id, long DueAt, string WabaId, string Field, byte[] Value);
