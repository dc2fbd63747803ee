namespace Admin.Infrastructure.Hosting;

/// <summary>Something that a person must mend before the application can start: a missing key, a schema that is behind. The message says what to do.</summary>
public class CannotStartException : Exception
{
    public CannotStartException(string message)
        : base(message)
    {
    }

    public CannotStartException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
