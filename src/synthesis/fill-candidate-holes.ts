import type { Candidate } from "../domain/candidate.ts";
import { Fault } from "../domain/fault.ts";
import type { Example } from "../domain/specification.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import type { HoleFile } from "../ports/type-graph.ts";
import type { UsageStatistics } from "../ports/usage-statistics.ts";
import { fillHole } from "./fill-hole.ts";

export interface FillCandidateOptions {
  /** One of the pack's profiles. */
  readonly profile: string;
  /** Answers that do something else are left out. @default none */
  readonly examples?: readonly Example[] | undefined;
  /** @default general rules alone */
  readonly usage?: UsageStatistics | undefined;
  /** For all holes together. @default 2000 */
  readonly timeMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const TIME_MS = 2000;
/** A candidate with more holes is no candidate but a sketch. */
const MOST_HOLES = 8;

/**
 * A candidate that is whole but for its holes, with the likeliest answers in them: it passes the compiler, and is still to
 * be judged. `undefined` where there are no holes, where something besides them is wrong, or where one stays open.
 *
 * @throws {Fault} `config/invalid`, `specification/invalid`
 * @throws `options.signal.reason` when aborted.
 */
export async function fillCandidateHoles(
  candidate: Candidate,
  pack: LanguagePack,
  machine: Machine,
  { profile, examples, usage, timeMs = TIME_MS, signal }: FillCandidateOptions,
): Promise<Candidate | undefined> {
  signal?.throwIfAborted();
  // Its companions are not in the project yet: what it imports from them could not be found.
  if (candidate.companions.length > 0) return undefined;
  const file = await openHoles(candidate, pack, machine, profile);
  if (file === undefined || file.holes.length === 0 || file.holes.length > MOST_HOLES)
    return undefined;
  if (file.mistakes.length > 0) return undefined;

  const filled: string[] = [];
  const limits = { examples, usage, timeMs: timeMs / file.holes.length, top: 1, signal };
  while (filled.length < file.holes.length) {
    const answer = await findFirst(() => fillHole(file, filled, machine.clock, limits));
    if (answer === undefined) return undefined;
    filled.push(answer);
  }
  return file.diagnose(filled).length > 0 ? undefined : { ...candidate, text: file.render(filled) };
}

async function openHoles(
  { path, text }: Candidate,
  { openHoles: open }: LanguagePack,
  machine: Machine,
  profile: string,
): Promise<HoleFile | undefined> {
  if (open === undefined) return undefined;
  return orUnreadable(() => open({ path, text }, { machine, profile }));
}

const findFirst = async (fill: () => ReturnType<typeof fillHole>): Promise<string | undefined> => {
  const [first] = (await orUnreadable(fill))?.answers ?? [];
  // What nothing checks when it runs is nobody's wish but a person's.
  return first === undefined || first.isUnsafe ? undefined : first.text;
};

/** A text that cannot be read, or a hole of which nothing is expected, is for the checker to tell. */
async function orUnreadable<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Fault && error.code === "source/unreadable") return undefined;
    throw error;
  }
}
