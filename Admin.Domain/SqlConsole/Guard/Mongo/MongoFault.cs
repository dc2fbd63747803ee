namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Why reading stopped. The parser hands it up by value; nothing is thrown.</summary>
internal readonly record struct MongoFault(string Code, int Position, string? Subject = null);
