namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Why a method or command that is not offered does not run.</summary>
internal static class MongoRefusals
{
    public static string Code(string name, AccessMode mode) => name switch
    {
        "drop" or "dropDatabase" or "dropIndex" or "dropIndexes" or "deleteIndexes" => GuardCodes.DropBlocked,
        "create" or "createCollection" or "createIndex" or "createIndexes" or "createView" or "collMod" or "renameCollection"
            or "convertToCapped" or "cloneCollectionAsCapped" => GuardCodes.SchemaChange,
        "createUser" or "createRole" or "updateUser" or "updateRole" or "dropUser" or "dropRole" or "dropAllUsersFromDatabase"
            or "grantRolesToUser" or "revokeRolesFromUser" or "grantPrivilegesToRole" or "changeUserPassword" => GuardCodes.RightsChange,
        "eval" or "$eval" or "mapReduce" or "mapreduce" or "group" => GuardCodes.ProceduralCode,
        "adminCommand" or "runCommand" or "shutdown" or "shutdownServer" or "fsync" or "fsyncLock" or "profile" or "setProfilingLevel"
            or "setParameter" or "compact" or "reIndex" or "validate" => GuardCodes.ServerAdministration,
        "currentOp" or "killOp" or "killCursors" or "killSessions" or "killAllSessions" or "getMore" => GuardCodes.OtherSessions,
        // One document at a time has other forms here; a bulk has no filter that a preview could count.
        "remove" or "update" or "insert" or "save" or "bulkWrite" or "initializeOrderedBulkOp" or "initializeUnorderedBulkOp" or "findAndModify"
            or "findandmodify" or "findOneAndUpdate" or "findOneAndDelete" or "findOneAndReplace" =>
            mode == AccessMode.ReadOnly ? GuardCodes.WriteNotAllowed : GuardCodes.MethodNotAllowed,
        "getSiblingDB" or "getMongo" => GuardCodes.OtherServer,
        _ => GuardCodes.MethodNotAllowed,
    };
}
