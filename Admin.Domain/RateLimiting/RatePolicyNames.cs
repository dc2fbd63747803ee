namespace Admin.Domain.RateLimiting;

/// <summary>The policies that the application itself applies.</summary>
public static class RatePolicyNames
{
    public const string AuthLogin = "auth_login";
    public const string AuthRegister = "auth_register";
    public const string AuthRefresh = "auth_refresh";
    public const string WhatsAppSend = "whatsapp_send";
    public const string WhatsAppNumber = "whatsapp_number";
    public const string CampaignSend = "campaign_send";
    public const string ChatbotExecute = "chatbot_execute";
    public const string CampaignStart = "campaign_start";
    public const string DatabaseQuery = "database_query";
    public const string AiGenerate = "ai_generate";
    public const string WebhookReceive = "webhook_receive";
    public const string WebhookUnsigned = "webhook_unsigned";
    public const string ApiGlobal = "api_global";
    public const string ServiceApi = "service_api";
    public const string SecretReveal = "secret_reveal";
    public const string QueryRun = "query_run";
    public const string QueryRunPerson = "query_run_person";
    public const string ExportRun = "export_run";
    public const string AiRun = "ai_run";
    public const string SecretCheck = "secret_check";
}
