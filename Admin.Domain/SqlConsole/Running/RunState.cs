namespace Admin.Domain.SqlConsole.Running;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    Running,
    Done,

    /// <summary>Something of ours did not let it through: the guard, rights, masking.</summary>
    Refused,

    /// <summary>The database or the way there failed.</summary>
    Failed,
    Cancelled,

    /// <summary>The process that ran it ended; of a change nobody knows whether it was committed.</summary>
    Interrupted,
}
