import type { SharedPace } from "../../../ports/batch-store.ts";
import type { Parts } from "./parts.ts";
import { ENTER_PACE, GIVE_BACK_PACE, HOLD_PACE } from "./scripts.ts";

/** The pace in a hash for each provider, by the server's clock. */
export const createSharedPace = ({ run, keys }: Pick<Parts, "run" | "keys">): SharedPace => ({
  enter: async (provider, { tokens, requestsPerMinute, tokensPerMinute }) =>
    Number(
      await run(
        ENTER_PACE,
        [keys.pace(provider)],
        [tokens, requestsPerMinute ?? "", tokensPerMinute ?? ""],
      ),
    ),
  async giveBack(provider, { requests, tokens }) {
    await run(GIVE_BACK_PACE, [keys.pace(provider)], [requests, tokens]);
  },
  async hold(provider, waitMs) {
    await run(HOLD_PACE, [keys.pace(provider)], [waitMs]);
  },
});
