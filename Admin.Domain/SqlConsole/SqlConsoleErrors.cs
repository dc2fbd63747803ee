using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole;

/// <summary>Refusals of the console.</summary>
public static class SqlConsoleErrors
{
    public static Error DataSourceNotFound { get; } =
        Error.NotFound("data_source_not_found", "There is no such data source in this organization: choose one from the list.");

    public static Error SecretNotFound { get; } =
        Error.NotFound("secret_not_found", "There is no such secret.") with { Field = "credentials_secret_id" };

    public static Error NameTaken { get; } =
        Error.Conflict("data_source_name_taken", "Another data source has this name: choose a different one.", "name");

    public static Error Changed { get; } =
        new(ErrorKind.PreconditionFailed, "data_source_changed", "Somebody changed this data source in the meantime: load it again and repeat your change.");

    public static Error ReadOnlySource { get; } =
        Error.Refused("data_source_read_only", "This data source is read-only: write a SELECT, or ask an org admin to allow writing.");

    public static Error WriteNotAvailable { get; } =
        Error.Refused("write_not_available", "The statement is understood, but changing data from the console is not offered yet: use a SELECT.");

    public static Error ConnectionFailed { get; } =
        Error.Invalid("connection_failed", "The database cannot be reached or is not what the data source says: check its settings with an org admin.");

    public static Error DatabaseBusy { get; } =
        Error.Unavailable("database_busy", "The database is locked by another program: try again in a moment.");

    public static Error Cancelled { get; } =
        Error.Refused("query_cancelled", "The run was cancelled before it ended: run it again when you want the rows.");

    public static Error EngineNotAvailable(EngineKind engine) =>
        Error.Invalid("engine_not_available", $"Data sources of the engine {SnakeCase.Of(engine)} cannot be opened yet: use sqlite.", "engine").With(("engine", SnakeCase.Of(engine)));

    public static Error TimedOut(int seconds) =>
        Error.Refused("query_timeout", $"The statement was stopped after {seconds} s: narrow it down or allow it more time.").With(("seconds", seconds));

    public static Error StatementFailed(string serverMessage) =>
        Error.Invalid("statement_failed", $"The database could not run the statement: {serverMessage}.", "query").With(("message", serverMessage));

    public static Error EngineRefused(string serverMessage) =>
        Error.Refused("engine_refused", $"The database's read-only protection refused the statement: {serverMessage}.", "query").With(("message", serverMessage));

    public static Error ParameterMissing(string name) =>
        Error.Invalid("parameter_missing", $"The statement uses the parameter {name}, which has no value: give it one.", "parameters").With(("name", name));

    public static Error ParameterUnknown(string name) =>
        Error.Invalid("parameter_unknown", $"The statement does not use the parameter {name}: remove it or correct its name.", "parameters").With(("name", name));

    /// <summary>What the guard refused, as an error with the guard's own code.</summary>
    public static Error Blocked(Verdict verdict) =>
        Error.Refused(verdict.Code, verdict.Message, "query").With(("position", verdict.Position ?? 0), ("subject", verdict.Subject ?? ""));
}
