namespace Admin.Infrastructure.RateLimiting;

/// <summary>
/// One decision as a Redis script. It reads all counters of the request, and writes only if every one that is not a shadow admits.
/// Every key stands in KEYS, because the embedded Redis isolates only those. A counter is one string, so one GET and one SET:
/// <c>w</c> and pairs of (last admission, count), oldest first; or <c>b</c>, units and time of a token bucket.
/// The arithmetic is that of <c>RateState</c> in the domain, in whole numbers that a double holds exactly.
/// </summary>
internal static class RateScript
{
    /// <summary>Per key: algorithm (w or b), limit, window ms, slot ms, burst, debt, cost, shadow (1 or 0).</summary>
    public const int ArgumentsPerKey = 8;

    /// <summary>Per key: fits (1 or 0), remaining, retry ms, reset ms.</summary>
    public const int AnswersPerKey = 4;

    public const string Text = """
        local now = tonumber(ARGV[1])
        if not now then
          local t = redis.call('TIME')
          now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
        end

        local function text(n) return string.format('%.0f', n) end
        local function whole(n) return math.floor(n) end
        local function ceil_div(a, b) if a <= 0 then return 0 end return math.floor((a - 1) / b) + 1 end

        local plans = {}
        local admitted = true
        local answer = {}

        for i = 1, #KEYS do
          local o = 1 + (i - 1) * 8
          local kind = ARGV[o + 1]
          local limit, window, slot = tonumber(ARGV[o + 2]), tonumber(ARGV[o + 3]), tonumber(ARGV[o + 4])
          local burst, debt, cost = tonumber(ARGV[o + 5]), tonumber(ARGV[o + 6]), tonumber(ARGV[o + 7])
          local shadow = ARGV[o + 8] == '1'
          local raw = redis.call('GET', KEYS[i])
          local numbers = {}
          if raw and string.sub(raw, 1, 1) == kind then
            for n in string.gmatch(string.sub(raw, 2), '%S+') do numbers[#numbers + 1] = tonumber(n) end
          end

          local fits, remaining, retry, reset
          local plan = { kind = kind, cost = cost, window = window }
          if kind == 'b' then
            local full = burst * window
            local units, at = numbers[1] or full, numbers[2] or now
            local t = now
            if at > t then
              if at - t > window then at = t else t = at end
            end
            units = math.min(full, units + (t - at) * limit)
            local wanted = cost * window
            fits = cost == 0 or units + debt * window >= wanted
            local left = units
            if fits then left = units - wanted else retry = ceil_div(wanted - debt * window - units, limit) end
            remaining = math.max(0, math.floor(left / window))
            reset = ceil_div(full - left, limit)
            plan.value = 'b ' .. text(left) .. ' ' .. text(t)
            plan.ttl = reset + 1
          else
            local t = now
            local newest = numbers[#numbers - 1]
            if newest and newest > t then
              if newest - t > window then numbers = {} else t = newest end
            end
            local kept, used = {}, 0
            for n = 1, #numbers, 2 do
              if numbers[n] + window >= t then
                kept[#kept + 1] = numbers[n]
                kept[#kept + 1] = numbers[n + 1]
                used = used + numbers[n + 1]
              end
            end
            fits = used + cost <= limit
            local last = kept[#kept - 1]
            if fits then
              remaining = limit - used - cost
              if cost > 0 then
                if last and math.floor(last / slot) == math.floor(t / slot) then
                  kept[#kept - 1] = t
                  kept[#kept] = kept[#kept] + cost
                else
                  kept[#kept + 1] = t
                  kept[#kept + 1] = cost
                end
                last = t
              end
            else
              remaining = math.max(0, limit - used)
              retry = window
              local rest = used
              for n = 1, #kept, 2 do
                rest = rest - kept[n + 1]
                if rest + cost <= limit then
                  retry = kept[n] + window + 1 - t
                  break
                end
              end
            end
            reset = 0
            if last then reset = last + window + 1 - t end
            for n = 1, #kept do kept[n] = text(kept[n]) end
            plan.value = 'w ' .. table.concat(kept, ' ')
            plan.ttl = window + 1
          end

          plan.consume = fits and cost > 0
          plans[i] = plan
          if not fits and not shadow then admitted = false end
          answer[#answer + 1] = fits and 1 or 0
          answer[#answer + 1] = whole(remaining)
          answer[#answer + 1] = whole(retry or 0)
          answer[#answer + 1] = whole(reset)
        end

        if admitted then
          for i = 1, #KEYS do
            if plans[i].consume then redis.call('SET', KEYS[i], plans[i].value, 'PX', text(plans[i].ttl)) end
          end
        end
        return answer
        """;
}
