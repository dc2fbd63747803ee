using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Operators that only read and compute. $where, $function, $accumulator, $out, $merge and whatever is unknown are not here.</summary>
internal static class MongoOperators
{
    public static FrozenSet<string> Reading { get; } = Set(
        // comparing and choosing
        "eq ne gt gte lt lte in nin and or nor not exists type expr mod regex options text search language caseSensitive diacriticSensitive " +
        "all elemMatch size bitsAllClear bitsAllSet bitsAnyClear bitsAnySet geoWithin geoIntersects near nearSphere geometry maxDistance " +
        "minDistance box polygon center centerSphere jsonSchema comment slice meta natural cmp cond ifNull switch case " +
        // stages
        "match project group sort limit skip unwind lookup count addFields set unset facet bucket bucketAuto sortByCount replaceRoot " +
        "replaceWith sample graphLookup redact unionWith geoNear densify fill setWindowFields " +
        // values
        "sum avg min max first last firstN lastN minN maxN top topN bottom bottomN push addToSet stdDevPop stdDevSamp mergeObjects " +
        "abs add ceil divide exp floor ln log log10 multiply pow round sqrt subtract trunc sin cos tan asin acos atan atan2 sinh cosh tanh " +
        "degreesToRadians radiansToDegrees arrayElemAt arrayToObject concatArrays filter indexOfArray isArray map objectToArray range reduce " +
        "reverseArray sortArray zip setDifference setEquals setIntersection setIsSubset setUnion anyElementTrue allElementsTrue concat " +
        "dateFromString dateToString indexOfBytes indexOfCP ltrim rtrim trim regexFind regexFindAll regexMatch replaceOne replaceAll split " +
        "strLenBytes strLenCP strcasecmp substr substrBytes substrCP toLower toUpper dateAdd dateDiff dateFromParts dateSubtract dateToParts " +
        "dateTrunc dayOfMonth dayOfWeek dayOfYear hour isoDayOfWeek isoWeek isoWeekYear millisecond minute month second week year " +
        "convert isNumber toBool toDate toDecimal toDouble toInt toLong toObjectId toString literal getField let rand sampleRate binarySize bsonSize " +
        "denseRank documentNumber rank shift expMovingAvg derivative integral covariancePop covarianceSamp linearFill locf median percentile");

    /// <summary>What an update may say besides.</summary>
    public static FrozenSet<string> Updating { get; } = Set("inc mul rename setOnInsert currentDate pull pullAll pop each position bit");

    private static FrozenSet<string> Set(string names) => names.Split(' ').Select(n => "$" + n).ToFrozenSet(StringComparer.Ordinal);
}
