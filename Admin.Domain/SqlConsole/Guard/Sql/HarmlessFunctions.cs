using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>
/// Functions that only compute. Whatever is not here is refused, because new functions with side effects appear in
/// servers faster than any list of dangerous ones could follow.
/// </summary>
public static class HarmlessFunctions
{
    private const string Common =
        "abs avg cast ceil ceiling char_length character_length coalesce concat concat_ws count cume_dist dense_rank exp " +
        "first_value floor greatest lag last_value lead least length ln log log10 lower lpad ltrim max min mod nth_value ntile " +
        "nullif octet_length percent_rank pi pow power radians rank replace reverse round row_number rpad rtrim sign sin cos tan " +
        "asin acos atan atan2 degrees sqrt substr substring sum trim upper";

    private const string Types =
        "bit char character decimal dec float int integer numeric real time timestamp varbinary varchar binary";

    public static FrozenSet<string> Postgresql { get; } = Set(Common, Types,
        "age any_value array_agg array_append array_cat array_dims array_length array_lower array_ndims array_position " +
        "array_positions array_prepend array_remove array_replace array_to_json array_to_string array_upper ascii bit_and " +
        "bit_length bit_or bit_xor bool_and bool_or btrim bpchar cardinality cbrt chr clock_timestamp col_description corr cot " +
        "covar_pop covar_samp current_date current_time current_timestamp gen_random_uuid grouping to_regclass " +
        "current_database current_schema current_schemas current_user date_bin date_part date_trunc decode div encode " +
        "erf every extract factorial format format_type gcd generate_series generate_subscripts get_byte has_column_privilege " +
        "has_schema_privilege has_table_privilege initcap isfinite json_agg json_array_elements json_array_elements_text " +
        "json_array_length json_build_array json_build_object json_each json_each_text json_extract_path json_extract_path_text " +
        "json_object json_object_agg json_object_keys json_strip_nulls json_to_record json_to_recordset json_typeof jsonb_agg " +
        "jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each " +
        "jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_object jsonb_object_agg jsonb_object_keys " +
        "jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set " +
        "jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof justify_days justify_hours justify_interval lcm left " +
        "localtime localtimestamp make_date make_interval make_time make_timestamp make_timestamptz md5 mode normalize now " +
        "num_nonnulls num_nulls numrange daterange tsrange tstzrange int4range int8range obj_description overlay parse_ident " +
        "percentile_cont percentile_disc pg_column_size pg_database_size pg_get_constraintdef pg_get_indexdef pg_get_viewdef " +
        "pg_indexes_size pg_relation_size pg_size_pretty pg_table_size pg_total_relation_size pg_typeof position quote_ident " +
        "quote_literal quote_nullable random regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace " +
        "regexp_split_to_array regexp_split_to_table regexp_substr regr_count regr_slope regr_intercept repeat right row_to_json " +
        "scale sha256 sha512 similarity split_part starts_with stddev stddev_pop stddev_samp string_agg string_to_array strpos " +
        "statement_timestamp timeofday timestamptz timetz to_ascii to_char to_date to_hex to_json to_jsonb to_number to_timestamp " +
        "to_tsquery to_tsvector plainto_tsquery websearch_to_tsquery transaction_timestamp translate trunc ts_headline ts_rank " +
        "unnest upper_inc lower_inc isempty var_pop var_samp variance varbit varying version width_bucket xmlelement xmlforest xmlagg " +
        "abbrev bit_count bool broadcast date float4 float8 host int2 int4 int8 jsonb_insert levenshtein lower_inf masklen metaphone " +
        "multirange network phraseto_tsquery range_agg range_intersect_agg range_merge setweight sha224 sha384 soundex substr text trim_array " +
        "trim_scale ts_rank_cd tsvector_to_array unaccent upper_inf word_similarity uuid_generate_v4 array_fill json xmlserialize");

    public static FrozenSet<string> Mysql { get; } = Set(Common, Types,
        "adddate addtime any_value ascii bin bit_and bit_count bit_length bit_or bit_xor charset coercibility collation " +
        "conv convert convert_tz cot crc32 curdate current_date current_time current_timestamp current_user curtime database date " +
        "date_add date_format date_sub datediff datetime day dayname dayofmonth dayofweek dayofyear elt export_set extract field " +
        "find_in_set format format_bytes found_rows from_base64 from_days from_unixtime get_format group_concat grouping hex hour " +
        "if ifnull inet_aton inet_ntoa inet6_aton inet6_ntoa instr is_ipv4 is_ipv6 is_uuid isnull json_array json_arrayagg " +
        "json_array_append json_array_insert json_contains json_contains_path json_depth json_extract json_keys json_length json_object json_objectagg json_overlaps " +
        "json_insert json_merge_patch json_merge_preserve json_remove json_replace json_set json_table " +
        "json_pretty json_quote json_search json_type json_unquote json_valid json_value last_day lcase left localtime " +
        "localtimestamp locate log2 make_set makedate maketime md5 microsecond mid minute month monthname now oct ord period_add " +
        "period_diff position quarter quote rand regexp_instr regexp_like regexp_replace regexp_substr repeat right schema " +
        "sec_to_time second sha sha1 sha2 signed soundex space std stddev stddev_pop stddev_samp str_to_date strcmp subdate " +
        "substring_index subtime sysdate time_format time_to_sec timediff timestampadd timestampdiff to_base64 to_days to_seconds " +
        "truncate ucase unhex unix_timestamp unsigned user utc_date utc_time utc_timestamp uuid var_pop var_samp variance version " +
        "week weekday weekofyear year yearweek");

    public static FrozenSet<string> Sqlite { get; } = Set(Common, Types,
        "changes char current_date current_time current_timestamp date datetime format glob group_concat hex ifnull iif instr json json_array json_array_length json_each " +
        "json_error_position json_extract json_group_array json_group_object json_object json_patch json_pretty json_quote json_remove " +
        "json_replace json_set json_tree json_type json_valid jsonb jsonb_extract julianday last_insert_rowid like likelihood " +
        "likely nullif octet_length pragma_foreign_key_list pragma_index_info pragma_index_list pragma_index_xinfo " +
        "pragma_table_info pragma_table_list pragma_table_xinfo printf quote random randomblob sqlite_version strftime " +
        "string_agg timediff total total_changes trunc typeof unhex unicode unixepoch unlikely zeroblob");

    private static FrozenSet<string> Set(params string[] lists) =>
        lists.SelectMany(l => l.Split(' ')).ToFrozenSet(StringComparer.Ordinal);
}
