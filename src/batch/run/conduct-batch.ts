/** What is asked when, and what becomes of it: computed from the items and from results, and from nothing else. */

import type { BatchItem, BatchPlan, PlannedCall } from "../../domain/batch.ts";
import { isPassing } from "../../domain/fault-owner.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { adaptLimits, type ObservedCall } from "../plan/adapt-limits.ts";
import type { BatchLimits } from "../plan/limits.ts";
import { planBatches } from "../plan/plan-batches.ts";
import type { Dependencies } from "../plan/read-dependencies.ts";
import { type AskedCall, type AskTogetherOptions, askTogether } from "./ask-together.ts";
import type { BatchEvent } from "./batch-event.ts";
import type { BatchSetup } from "./batch-setup.ts";
import type { ItemSettler } from "./settle-items.ts";

/**
 * Calls that are sent before anything is learned from them. The number is fixed: what is learned when must not depend
 * on how many workers there are.
 */
const GENERATION_CALLS = 4;

export interface ConductOptions extends Omit<AskTogetherOptions, "draw"> {
  readonly setup: BatchSetup;
  readonly settler: ItemSettler;
  readonly dependencies: Dependencies;
  readonly languages: readonly LanguagePack[];
  readonly countTokens: (text: string) => number;
  readonly emit: (event: BatchEvent) => void;
}

/** Asks for all `items`, and has each of them run; the plan that it began with is given back. */
export async function conductBatch(
  items: readonly BatchItem[],
  options: ConductOptions,
): Promise<{ readonly plan: BatchPlan | undefined; readonly asked: readonly AskedCall[] }> {
  const { setup, settler, emit } = options;
  const running: Promise<void>[] = [];
  const start = (id: string, answers: readonly AskedCall[]): void => {
    const given = answers.map((answer) => answer.given.get(id)).find((each) => each !== undefined);
    const lost = answers.find((answer) => isLost(answer, id))?.report?.failure;
    const run =
      given === undefined && lost !== undefined
        ? settler.fail(id, lost.code, lost.message)
        : settler.run(id, given);
    // Awaited below, with all others.
    run.catch(() => undefined);
    running.push(run);
  };
  if (!setup.asking.isBatched) {
    for (const { id } of items) start(id, []);
    await Promise.all(running);
    return { plan: undefined, asked: [] };
  }

  const asked: AskedCall[] = [];
  const waiting = new Map(items.map((item) => [item.id, item]));
  let { limits } = setup.asking;
  const plan = planWaiting(waiting, limits, options);
  emit({ type: "plan-end", plan });
  let calls = firstWave(plan);
  while (waiting.size > 0) {
    if (calls.length === 0) calls = firstWave(planWaiting(waiting, limits, options));
    const generation = calls.slice(0, GENERATION_CALLS);
    calls = calls.slice(GENERATION_CALLS);
    const open = await withoutBlocked(generation, settler);
    const answers = await Promise.all(open.map((call) => ask(call, 0, options)));
    const learned = setup.asking.isSmart
      ? adaptLimits(
          limits,
          answers.flatMap((answer) => observe(answer, options)),
        )
      : limits;
    if (canonicalJson(learned) !== canonicalJson(limits)) calls = [];
    limits = learned;
    const again = await askAgain(answers, limits, options);
    asked.push(...answers, ...again);
    for (const { items: ids } of generation)
      for (const id of ids) {
        waiting.delete(id);
        if (open.some((call) => call.items.includes(id))) start(id, [...answers, ...again]);
      }
  }
  await Promise.all(running);
  return { plan, asked };
}

/** Whether the world failed for a call again and again: asking for its items alone would fail as often. */
const isLost = ({ report, left }: AskedCall, id: string): boolean =>
  report?.failure !== undefined && isPassing(report.failure.code) && left.includes(id);

const firstWave = ({ waves: [first] }: BatchPlan): readonly PlannedCall[] => first?.calls ?? [];

function planWaiting(
  waiting: ReadonlyMap<string, BatchItem>,
  limits: BatchLimits,
  { setup, dependencies, languages, countTokens, sha256, overview }: ConductOptions,
): BatchPlan {
  return planBatches([...waiting.values()], {
    limits,
    languages,
    countTokens,
    sha256,
    overviewTokens: overview === "" ? 0 : countTokens(overview),
    // What includes what decides the order in any case.
    dependencies: setup.asking.isSmart ? dependencies : { ...dependencies, edges: [] },
  });
}

/** The calls without items that are blocked: those have ended then. Waits for what the items stand on. */
async function withoutBlocked(
  calls: readonly PlannedCall[],
  settler: ItemSettler,
): Promise<readonly PlannedCall[]> {
  const open = await Promise.all(
    calls.map(async (call) => {
      const isBlocked = await Promise.all(call.items.map((id) => settler.block(id)));
      return { ...call, items: call.items.filter((_, at) => isBlocked[at] === false) };
    }),
  );
  return open.filter(({ items }) => items.length > 0);
}

/** One call; one for a single item is left to its own run. */
async function ask(call: PlannedCall, draw: number, options: ConductOptions): Promise<AskedCall> {
  const { settler, emit } = options;
  const [only] = call.items;
  if (call.items.length === 1 && only !== undefined) return notAsked(call);
  emit({ type: "call-start", call, isAgain: draw > 0 });
  const items = call.items.map((id) => settler.withAccepted(id));
  const asked = await askTogether(call, items, { ...options, draw });
  emit({ type: "call-end", ...asked.report });
  return asked;
}

const notAsked = (call: PlannedCall): AskedCall => ({
  report: undefined,
  calls: [],
  given: new Map(),
  left: call.items,
});

/** Items without an answer, once more: together, where there are several; what is alone then is left to its own run. */
async function askAgain(
  answers: readonly AskedCall[],
  limits: BatchLimits,
  options: ConductOptions,
): Promise<readonly AskedCall[]> {
  const left = answers.flatMap((answer) => (canHelp(answer) ? answer.left : []));
  if (left.length < 2) return [];
  const items = left.map((id): [string, BatchItem] => [id, options.settler.withAccepted(id)]);
  const { waves } = planWaiting(new Map(items), limits, options);
  return Promise.all(waves.flatMap(({ calls }) => calls.map((call) => ask(call, 1, options))));
}

/** Whether asking once more may bring more: not where the call itself failed, or was never made. */
const canHelp = ({ report }: AskedCall): boolean =>
  report !== undefined && report.failure === undefined;

const observe = (
  { report }: AskedCall,
  { settler, languageOf }: ConductOptions,
): readonly ObservedCall[] => {
  const [first] = report?.call.items ?? [];
  if (report === undefined || first === undefined) return [];
  const language = languageOf(settler.withAccepted(first)).id;
  const { call, complete, isCut } = report;
  return [{ language, asked: call.items.length, complete, isCut, accepted: undefined }];
};
