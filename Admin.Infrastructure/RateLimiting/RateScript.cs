namespace Admin.Infrastructure.RateLimiting;

/// <summary>
/// One decision as a Redis script. It reads all counters of the request, and writes only if every one that is not a shadow admits.
/// Every key stands in KEYS, because the embedded Redis isolates only those. A counter is one string, so one GET and one SET:
/// <c>s</c>, the sum in 12 digits, then per entry, oldest first, the last admission in 13 and its count in 9 digits, so that only the
/// ends of it are read and written; <c>b</c>, units and time of a token bucket; or <c>c</c>, per lease its end in 13 digits and its
/// name in 32.
/// The arithmetic is that of <c>RateState</c> in the domain, in whole numbers that a double holds exactly.
/// </summary>
internal static class RateScript
{
    /// <summary>Per key: algorithm (s, b or c), limit, window ms, slot ms, burst, debt, cost, shadow (1 or 0), name of the lease.</summary>
    public const int ArgumentsPerKey = 9;

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
        local function last_of(raw, n) return tonumber(string.sub(raw, 14 + n * 22, 26 + n * 22)) end
        local function count_of(raw, n) return tonumber(string.sub(raw, 27 + n * 22, 35 + n * 22)) end
        local function ceil_div(a, b) if a <= 0 then return 0 end return math.floor((a - 1) / b) + 1 end

        local plans = {}
        local admitted = true
        local answer = {}

        for i = 1, #KEYS do
          local o = 1 + (i - 1) * 9
          local kind = ARGV[o + 1]
          local limit, window, slot = tonumber(ARGV[o + 2]), tonumber(ARGV[o + 3]), tonumber(ARGV[o + 4])
          local burst, debt, cost = tonumber(ARGV[o + 5]), tonumber(ARGV[o + 6]), tonumber(ARGV[o + 7])
          local shadow = ARGV[o + 8] == '1'
          local raw = redis.call('GET', KEYS[i])
          if not raw or string.sub(raw, 1, 1) ~= kind or (kind == 's' and (#raw - 13) % 22 ~= 0) then raw = '' end

          local fits, remaining, retry, reset
          local plan = {}
          if kind == 'b' then
            local full = burst * window
            local units, at = string.match(raw, '^b (%S+) (%S+)$')
            units, at = tonumber(units) or full, tonumber(at) or now
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
          elseif kind == 'c' then
            local kept, running, soonest, latest = 'c', 0, nil, now - 1
            for n = 0, (#raw - 1) / 45 - 1 do
              local entry = string.sub(raw, 2 + n * 45, 46 + n * 45)
              local ends = tonumber(string.sub(entry, 1, 13))
              if ends >= now then
                kept = kept .. entry
                running = running + 1
                if not soonest or ends < soonest then soonest = ends end
                if ends > latest then latest = ends end
              end
            end
            fits = running + cost <= limit
            local taken = 0
            if fits then
              taken = cost
              if cost > 0 then
                latest = math.max(latest, now + window)
                plan.value = kept .. string.format('%013.0f', now + window) .. ARGV[o + 9]
              end
            else
              retry = 5000
              if soonest and soonest + 1 - now < retry then retry = soonest + 1 - now end
            end
            remaining = math.max(0, limit - running - taken)
            reset = latest + 1 - now
            plan.ttl = reset + 1
          else
            local t = now
            local count = (#raw - 13) / 22
            local first, used = 0, 0
            if count > 0 then
              used = tonumber(string.sub(raw, 2, 13))
              local newest = last_of(raw, count - 1)
              if newest - t > window then count, used = 0, 0 elseif newest > t then t = newest end
              while first < count and last_of(raw, first) + window < t do
                used = used - count_of(raw, first)
                first = first + 1
              end
            end
            local last
            if first < count then last = last_of(raw, count - 1) end
            fits = used + cost <= limit
            if fits then
              remaining = limit - used - cost
              if cost > 0 then
                local added, upto = cost, count
                if last and math.floor(last / slot) == math.floor(t / slot) then
                  added = added + count_of(raw, count - 1)
                  upto = count - 1
                end
                last = t
                plan.value = string.format('s%012.0f', used + cost) .. string.sub(raw, 14 + first * 22, 13 + upto * 22) .. string.format('%013.0f%09.0f', t, added)
              end
            else
              remaining = math.max(0, limit - used)
              retry = window
              local rest = used
              for n = first, count - 1 do
                rest = rest - count_of(raw, n)
                if rest + cost <= limit then
                  retry = last_of(raw, n) + window + 1 - t
                  break
                end
              end
            end
            reset = 0
            if last then reset = last + window + 1 - t end
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

    /// <summary>Takes one lease (ARGV[1]) out of a concurrency counter (KEYS[1]).</summary>
    public const string GiveBack = """
        local raw = redis.call('GET', KEYS[1])
        if not raw or string.sub(raw, 1, 1) ~= 'c' then return 0 end
        local kept, found = 'c', 0
        for n = 0, (#raw - 1) / 45 - 1 do
          local entry = string.sub(raw, 2 + n * 45, 46 + n * 45)
          if string.sub(entry, 14) == ARGV[1] then found = 1 else kept = kept .. entry end
        end
        if found == 1 then
          if kept == 'c' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], kept, 'KEEPTTL') end
        end
        return found
        """;
}
