using Admin.Domain.Common;
using Admin.Domain.SqlConsole.DataSources;
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

    public static Error SourceNotGranted { get; } =
        Error.Forbidden("data_source_not_granted", "This data source is for named people and roles: ask an org admin for access, with a reason.");

    public static Error WriteNotGranted { get; } =
        Error.Forbidden("write_not_granted", "You may read this data source, not write it: ask for write access with a reason and an end.");

    public static Error ReasonRequired { get; } =
        new(ErrorKind.Forbidden, "reason_required", "This data source is a production system: say why its data is changed.", "reason");

    public static Error RunNotFound { get; } =
        Error.NotFound("run_not_found", "There is no such run of yours, or its rows are no longer kept: run the statement again.");

    public static Error RunBroke { get; } =
        Error.Unavailable("run_broke", "Something on this side broke while the statement ran; it is in the log: run it again, or look at the data first if it was a change.");

    public static Error OutsideHours(AllowedHours hours) =>
        Error.Refused("outside_hours", $"This data source is closed now: it may be used {hours}.").With(("hours", hours.ToString()));

    public static Error CountChanged(long expected, long found) =>
        Error.Conflict("count_changed", $"The change would touch {found} rows now, not {expected}, so nothing was written: look at the preview again.", "confirm")
            .With(("found", found), ("expected", expected));

    public static Error MaskedError { get; } = Error.Refused(
        "masked_error",
        "The database refused the statement; its words are hidden because they may show masked values: check the statement, or ask an org admin to run it.",
        "query");

    public static Error ConnectionFailed { get; } =
        Error.Invalid("connection_failed", "The database cannot be reached or is not what the data source says: check its settings with an org admin.");

    public static Error CredentialsRefused { get; } =
        Error.Invalid("credentials_refused", "The database refused the account: check the user name and the secret with the password with an org admin.");

    public static Error TlsFailed { get; } =
        Error.Invalid("tls_failed", "The encrypted connection failed: check the data source's TLS setting, its certificate authority and the host's name.");

    public static Error DatabaseMissing { get; } =
        Error.Invalid("database_missing", "The server has no database of this name that the account may use: check the data source.", "database");

    public static Error ConnectionLost { get; } =
        Error.Unavailable("connection_lost", "The database ended the connection before the result was complete: run the statement again.");

    public static Error ChangeUncertain { get; } = Error.Unavailable(
        "change_uncertain",
        "The connection broke while the database was told to keep the change, so nobody here knows whether it stands: look at the data before you run it again.");

    public static Error TooManyConnections { get; } =
        Error.Unavailable("too_many_connections", "The database takes no further connections: try again in a moment, or ask a database administrator.");

    public static Error Deadlock { get; } =
        Error.Conflict("deadlock", "The database stopped the statement because it and another one waited for each other: run it again.");

    public static Error LockWait { get; } =
        Error.Conflict("lock_wait", "Another session holds what the statement needs: try again in a moment.");

    public static Error RightsMissing(string serverMessage) =>
        Error.Refused("rights_missing", $"The data source's account may not do this: {serverMessage}.", "query").With(("message", serverMessage));

    public static Error NotTransactional(string table) =>
        Error.Refused("not_transactional", $"Changes of {table} cannot be undone by its server, so the console does not run them: ask a database administrator.", "query").With(("table", table));

    public static Error TooManyColumns { get; } =
        Error.Refused("too_many_columns", $"The result has more than {Engines.Results.ResultBuffer.MaxColumns} columns: name the ones you need.", "query");

    public static Error PlanNotOffered { get; } =
        Error.Refused("plan_not_offered", "There is no plan for this kind of statement: ask for the plan of a SELECT.", "query");

    public static Error DatabaseBusy { get; } =
        Error.Unavailable("database_busy", "The database is locked by another program: try again in a moment.");

    public static Error Cancelled { get; } =
        Error.Refused("query_cancelled", "The run was cancelled before it ended: run it again when you want the rows.");

    public static Error EngineNotAvailable(EngineKind engine) =>
        Error.Invalid("engine_not_available", $"This installation cannot open data sources of the engine {SnakeCase.Of(engine)}: choose another engine.", "engine")
            .With(("engine", SnakeCase.Of(engine)));

    public static Error TimedOut(int seconds) =>
        Error.Refused("query_timeout", $"The statement was stopped after {seconds} s: narrow it down or allow it more time.").With(("seconds", seconds));

    /// <summary>What the server said of a statement that it could not run.</summary>
    /// <param name="position">Zero-based offset in the statement, where the server names one.</param>
    /// <param name="state">The server's own code: SQLSTATE or a number.</param>
    /// <param name="hint">What the server proposes.</param>
    public static Error StatementFailed(string serverMessage, int? position = null, string? state = null, string? hint = null)
    {
        var error = Error.Invalid("statement_failed", $"The database could not run the statement: {serverMessage}.", "query");
        var args = new List<KeyValuePair<string, object>> { new("message", serverMessage) };
        if (position is { } at)
            args.Add(new("position", at));
        if (state is not null)
            args.Add(new("state", state));
        if (hint is not null)
            args.Add(new("hint", hint));
        return error with { Args = args };
    }

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
