import type { RedisLink } from "./connect.ts";
import type { Keys } from "./keys.ts";
import type { News } from "./news.ts";
import type { Script } from "./scripts.ts";

/** What the parts of the store stand on. */
export interface Parts {
  readonly link: RedisLink;
  readonly keys: Keys;
  readonly news: News;
  /** Runs one of the scripts; waits for a server that is away. */
  run(
    script: Script,
    keys: readonly string[],
    values: readonly (string | number)[],
  ): Promise<unknown>;
}
