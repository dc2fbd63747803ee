using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Errors as the API words them.</summary>
internal static class GraphErrors
{
    private const int UnknownObject = 33;

    public static string Title(int code) => code switch
    {
        4 => "Application request limit reached",
        10 => "Application does not have permission for this action",
        33 or 100 => "Invalid parameter",
        190 => "Authentication Error",
        368 => "Temporarily blocked for policies violations",
        80007 => "WABA rate limit issues",
        130403 => "Business is blocked by the user",
        130429 => "Rate limit hit",
        130497 => "Business account is restricted from messaging users in this country",
        131000 => "Something went wrong",
        131005 => "Access denied",
        131008 => "Required parameter is missing",
        131009 => "Parameter value is not valid",
        131016 => "Service unavailable",
        131026 => "Message undeliverable",
        131031 => "Account has been locked",
        131037 => "Display name approval required",
        131042 => "Business eligibility payment issue",
        131045 => "Incorrect certificate",
        131048 => "Spam rate limit hit",
        131049 => "Not delivered to keep a healthy ecosystem",
        131050 => "User stopped marketing messages",
        131056 => "(Business Account, Consumer Account) pair rate limit hit",
        131057 => "Account in maintenance mode",
        132000 => "Number of parameters does not match",
        132001 => "Template name does not exist in the translation",
        132005 => "Translated text too long",
        132012 => "Parameter format does not match format in the created template",
        132015 => "Template is paused",
        132016 => "Template is disabled",
        132018 => "Template parameter is not valid",
        133010 => "Phone number not registered",
        _ => "Error",
    };

    public static int Status(int code, int throttleStatus) => code switch
    {
        4 or 80007 or 130429 or 131048 or 131056 => throttleStatus,
        190 => StatusCodes.Status401Unauthorized,
        10 or 368 or 131005 or 131031 => StatusCodes.Status403Forbidden,
        131000 => StatusCodes.Status500InternalServerError,
        131016 or 131057 => StatusCodes.Status503ServiceUnavailable,
        132001 => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    };

    private static bool IsTransient(int code) => code is 2 or 4 or 80007 or 130429 or 131000 or 131016 or 131056 or 131057;

    /// <param name="code">33 is written as 100 with its subcode.</param>
    public static async Task WriteAsync(HttpContext http, int code, string? details, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=UTF-8";
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            var shown = code == UnknownObject ? 100 : code;
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", $"(#{shown}) {Title(code)}");
            json.WriteString("type", "OAuthException");
            json.WriteNumber("code", shown);
            if (code == UnknownObject)
                json.WriteNumber("error_subcode", UnknownObject);
            if (IsTransient(code))
                json.WriteBoolean("is_transient", true);
            json.WriteStartObject("error_data");
            json.WriteString("messaging_product", "whatsapp");
            json.WriteString("details", details ?? Title(code));
            json.WriteEndObject();
            json.WriteString("fbtrace_id", http.TraceIdentifier);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
