/**
 * What must happen at once, as Lua that Redis runs without anything in between. Each may be sent a second time after a
 * lost reply and then changes nothing more, but for the pace, which errs on the slow side.
 */

import type { Redis } from "ioredis";

export interface Script {
  readonly lua: string;
  /** SHA-1 that Redis knows it by; set when it was sent once. */
  sha: string | undefined;
}

const script = (lua: string): Script => ({ lua, sha: undefined });

/** Runs a script; sends its text only where the server does not know it: after a restart it may not. */
export async function runScript(
  client: Redis,
  script: Script,
  keys: readonly string[],
  values: readonly (string | number)[],
): Promise<unknown> {
  const rest = [keys.length, ...keys, ...values] as const;
  if (script.sha !== undefined) {
    try {
      return await client.evalsha(script.sha, ...rest);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    }
  }
  script.sha = String(await client.script("LOAD", script.lua));
  return client.evalsha(script.sha, ...rest);
}

/** KEYS jobs of the batch, result; ARGV job, result with who brought it. 1 where this one counts. */
export const PUT_RESULT = script(`
if redis.call("SISMEMBER", KEYS[1], ARGV[1]) == 0 then return 0 end
if redis.call("SETNX", KEYS[2], ARGV[2]) == 1 then return 1 end
return redis.call("GET", KEYS[2]) == ARGV[2] and 1 or 0
`);

/** KEYS jobs of the batch, result, releases; ARGV job. Whether there is still something to do, and how many releases. */
export const IS_OPEN = script(`
if redis.call("SISMEMBER", KEYS[1], ARGV[1]) == 0 then return {0, 0} end
return {1 - redis.call("EXISTS", KEYS[2]), redis.call("SCARD", KEYS[3])}
`);

/** KEYS answers of the batch; ARGV key, answer. The answer that counts. */
export const PUT_ANSWER = script(`
redis.call("HSETNX", KEYS[1], ARGV[1], ARGV[2])
return redis.call("HGET", KEYS[1], ARGV[1])
`);

/** KEYS pool; ARGV cap or "". */
export const OPEN_POOL = script(`
if redis.call("EXISTS", KEYS[1]) == 1 then return 0 end
redis.call("HSET", KEYS[1], "cap", ARGV[1], "spent", 0, "reserved", 0, "lost", 0)
return 1
`);

/** KEYS pool, open reservations; ARGV reservation, nano-dollars, what is kept of it. */
export const RESERVE = script(`
if redis.call("EXISTS", KEYS[1]) == 0 then return "missing" end
if redis.call("HEXISTS", KEYS[2], ARGV[1]) == 1 then return "granted" end
local pool = redis.call("HMGET", KEYS[1], "cap", "spent", "reserved")
if pool[1] ~= "" then
  local unspent = tonumber(pool[1]) - tonumber(pool[2])
  local wanted = tonumber(ARGV[2])
  if wanted > unspent then return "never" end
  if wanted > unspent - tonumber(pool[3]) then return "later" end
end
redis.call("HSET", KEYS[2], ARGV[1], ARGV[3])
redis.call("HINCRBY", KEYS[1], "reserved", ARGV[2])
return "granted"
`);

/** KEYS pool, open reservations; ARGV reservation, nano-dollars. */
export const SETTLE = script(`
local kept = redis.call("HGET", KEYS[2], ARGV[1])
if not kept then return 0 end
redis.call("HDEL", KEYS[2], ARGV[1])
redis.call("HINCRBY", KEYS[1], "reserved", string.format("%.0f", 0 - cjson.decode(kept).nanoUsd))
redis.call("HINCRBY", KEYS[1], "spent", ARGV[2])
return 1
`);

/** KEYS pool, open reservations; ARGV job, first delivery that is not lost, 1 where they are paid. */
export const CLOSE_LOST = script(`
local all = redis.call("HGETALL", KEYS[2])
for index = 1, #all, 2 do
  local kept = cjson.decode(all[index + 1])
  if kept.jobId == ARGV[1] and kept.delivery < tonumber(ARGV[2]) then
    local held = string.format("%.0f", kept.nanoUsd)
    redis.call("HDEL", KEYS[2], all[index])
    redis.call("HINCRBY", KEYS[1], "reserved", string.format("%.0f", 0 - kept.nanoUsd))
    if ARGV[3] == "1" then
      redis.call("HINCRBY", KEYS[1], "spent", held)
      redis.call("HINCRBY", KEYS[1], "lost", 1)
    end
  end
end
return 1
`);

const CLOCK = `
local time = redis.call("TIME")
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;

/** KEYS pace; ARGV tokens, requests a minute or "", tokens a minute or "". How many ms to wait; 0 is counted. */
export const ENTER_PACE = script(`${CLOCK}
local state = redis.call("HMGET", KEYS[1], "held", "requests", "tokens", "at")
local held = tonumber(state[1] or "0") - now
if held > 0 then return held end
local passed = math.max(0, now - tonumber(state[4] or "0"))
local wait = 0
local left = {}
for index, bucket in ipairs({{"requests", 1, ARGV[2], state[2]}, {"tokens", tonumber(ARGV[1]), ARGV[3], state[3]}}) do
  if bucket[3] ~= "" then
    local limit = tonumber(bucket[3])
    local size = math.max(1, limit * 0.05)
    local rate = math.max(1, limit - size) / 60000
    local level = math.min(size, (tonumber(bucket[4] or "") or size) + passed * rate)
    local missing = math.min(bucket[2], size) - level
    if missing > 1e-6 then wait = math.max(wait, math.ceil(missing / rate)) end
    table.insert(left, bucket[1])
    table.insert(left, string.format("%.6f", level - bucket[2]))
  end
end
if wait > 0 then return wait end
redis.call("HSET", KEYS[1], "at", string.format("%.0f", now), unpack(left))
return 0
`);

/** KEYS pace; ARGV requests, tokens. */
export const GIVE_BACK_PACE = script(`
for index, name in ipairs({"requests", "tokens"}) do
  if redis.call("HEXISTS", KEYS[1], name) == 1 then
    redis.call("HINCRBYFLOAT", KEYS[1], name, ARGV[index])
  end
end
return 1
`);

/** KEYS pace; ARGV ms. */
export const HOLD_PACE = script(`${CLOCK}
local until_ = math.max(now + tonumber(ARGV[1]), tonumber(redis.call("HGET", KEYS[1], "held") or "0"))
redis.call("HSET", KEYS[1], "held", string.format("%.0f", until_))
return 1
`);
