/** Completes what a model left open, by types alone. */

import type { Candidate } from "../domain/candidate.ts";
import type { Example } from "../domain/specification.ts";
import type { LanguagePack } from "./language-pack.ts";

/**
 * A candidate that is whole but for its typed holes, with the likeliest answers in them; it is still to be judged.
 * `undefined` where there are no holes, or one stays open.
 *
 * @throws {Fault} `config/invalid`, `specification/invalid`
 * @throws `options.signal.reason` when aborted.
 */
export type FillHoles = (
  candidate: Candidate,
  pack: LanguagePack,
  options: {
    /** One of the pack's profiles. */
    readonly profile: string;
    /** Answers that do something else are left out. */
    readonly examples: readonly Example[];
    readonly signal: AbortSignal | undefined;
  },
) => Promise<Candidate | undefined>;
