import { afterAll, beforeAll } from "vitest";
import { describeBatchStore } from "../../../testing/describe-batch-store.ts";
import { type RedisServer, startRedis } from "../../../testing/start-redis.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server?.[Symbol.asyncDispose]());

let count = 0;

describeBatchStore("the store on Redis", () => {
  count += 1;
  return { kind: "redis", url: server.url, prefix: `specwright:test-${count}` };
});
