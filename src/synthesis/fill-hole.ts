import { type ExampleResult, judgeExample } from "../domain/example-result.ts";
import type { Example } from "../domain/specification.ts";
import type { AnswerOutcomes, HoleFile } from "../ports/type-graph.ts";
import type { UsageStatistics } from "../ports/usage-statistics.ts";
import { type Expression, rankOf } from "./expression.ts";
import { createSearch } from "./search.ts";
import { weighGraph } from "./weigh-graph.ts";

export interface FillOptions {
  /** Most answers. @default 10 */
  readonly top?: number | undefined;
  /** Deepest answer. @default 5 */
  readonly depth?: number | undefined;
  /** When the search ends with what it has. @default 1000 */
  readonly timeMs?: number | undefined;
  /** How the project uses what it has. @default general rules alone */
  readonly usage?: UsageStatistics | undefined;
  readonly examples?: readonly Example[] | undefined;
  /** Calls that are made only to see what each answer gives; answers that give the same are put together. */
  readonly probes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer that the checker accepted in its place. */
export interface Answer {
  /** As it is written into the hole. */
  readonly text: string;
  readonly rank: number;
  /** Nothing checks it when it runs, e.g. `!`. */
  readonly isUnsafe: boolean;
  /** Others that gave the same for every probe. */
  readonly alike: readonly string[];
  /** What each probe gave, in the language's notation. */
  readonly outputs: readonly string[];
}

export interface FillResult {
  /** Best first. */
  readonly answers: readonly Answer[];
  /** How many expressions were built, of which so many fit the type, were accepted in place, and did as the examples say. */
  readonly counts: {
    readonly built: number;
    readonly fitting: number;
    readonly accepted: number;
    readonly asExamples: number;
  };
  /** Whether the search was through before its limits. */
  readonly isComplete: boolean;
}

const TOP = 10;
const DEPTH = 5;
const TIME_MS = 1000;
/** Of so many the checker refuses a few. */
const WANTED = 24;
const WANTED_WITH_EXAMPLES = 80;
const MOST_BUILT = 60_000;
/** Answers that the checker is asked about at once: each is a copy of the file. */
const BATCH = 12;
/** With examples, so many more are looked at: the right one need not look likely. */
const MOST_WITH_EXAMPLES = 40;

/** Answers to the hole after `filled`: found by types, accepted by the checker in place, judged by the examples. */
export async function fillHole(
  file: HoleFile,
  filled: readonly (string | undefined)[],
  clock: { elapsed(): number },
  options: FillOptions = {},
): Promise<FillResult> {
  const {
    top = TOP,
    depth = DEPTH,
    timeMs = TIME_MS,
    examples = [],
    probes = [],
    usage,
    signal,
  } = options;
  const isRun = examples.length + probes.length > 0;
  const { graph, goal } = file.openGraph(filled);
  const until = clock.elapsed() + timeMs;
  let wasCut = false;
  const search = createSearch({
    depth: Math.min(depth, DEPTH),
    most: MOST_BUILT,
    wanted: isRun ? WANTED_WITH_EXAMPLES : WANTED,
    isOver() {
      wasCut ||= clock.elapsed() > until || signal?.aborted === true;
      return wasCut;
    },
  });
  const found = search.find(goal, usage === undefined ? graph : weighGraph(graph, usage));
  signal?.throwIfAborted();
  const accepted = takeAccepted(found, file, filled, isRun ? MOST_WITH_EXAMPLES : top);
  const judged: Judged =
    isRun && accepted.length > 0
      ? await judge(accepted, file, filled, { examples, probes, signal })
      : {
          groups: accepted.map((answer) => ({ answers: [answer], outputs: [] })),
          right: accepted.length,
        };
  return {
    answers: judged.groups.slice(0, top).flatMap(({ answers: [first, ...rest], outputs }) => {
      if (first === undefined) return [];
      const alike = rest.map((part) => file.place(filled, part));
      const { isUnsafe } = first;
      return [{ text: file.place(filled, first), rank: rankOf(first), isUnsafe, alike, outputs }];
    }),
    counts: {
      built: search.built(),
      fitting: found.length,
      accepted: accepted.length,
      asExamples: judged.right,
    },
    isComplete: !wasCut && search.built() < MOST_BUILT,
  };
}

/** The best that the checker accepts in place. */
function takeAccepted(
  found: readonly Expression[],
  file: HoleFile,
  filled: readonly (string | undefined)[],
  wanted: number,
): readonly Expression[] {
  const accepted: Expression[] = [];
  for (let from = 0; from < found.length && accepted.length < wanted; from += BATCH) {
    const batch = found.slice(from, from + BATCH);
    const isAccepted = file.check(filled, batch);
    accepted.push(...batch.filter((_, at) => isAccepted[at]));
  }
  return accepted.slice(0, wanted);
}

interface Judged {
  readonly groups: readonly {
    readonly answers: readonly Expression[];
    readonly outputs: readonly string[];
  }[];
  readonly right: number;
}

/** Drops what an example contradicts, and puts together what gave the same for all probes. */
async function judge(
  answers: readonly Expression[],
  file: HoleFile,
  filled: readonly (string | undefined)[],
  {
    examples,
    probes,
    signal,
  }: {
    readonly examples: readonly Example[];
    readonly probes: readonly string[];
    readonly signal: AbortSignal | undefined;
  },
): Promise<Judged> {
  // Nothing is expected of a probe.
  const calls = probes.map(
    (call): Example => ({ call, expected: { kind: "throws", name: undefined } }),
  );
  const { outcomes, expected } = await file.run(filled, answers, [...examples, ...calls], signal);
  const right = answers.flatMap((answer, at) => {
    const own = outcomes[at] ?? new Map();
    if (!isAsExamples(own, expected, examples)) return [];
    const outputs = probes.map((_, probe) => describe(own.get(examples.length + probe)));
    const unseen = examples.filter((_, number) => own.get(number) === "open").length;
    return [
      { answer, outputs, unseen, key: probes.length === 0 ? answer.text : JSON.stringify(outputs) },
    ];
  });
  // Where another hole was reached nothing was seen: what was seen to be right comes first.
  right.sort((a, b) => a.unseen - b.unseen);
  const groups = [...Map.groupBy(right, ({ key }) => key).values()].map((group) => ({
    answers: group.map(({ answer }) => answer),
    outputs: group[0]?.outputs ?? [],
  }));
  return { groups, right: right.length };
}

/** An example that came to another open hole says nothing about this one; one that did not end is not kept. */
const isAsExamples = (
  outcomes: AnswerOutcomes,
  expected: ReadonlyMap<number, string>,
  examples: readonly Example[],
): boolean =>
  examples.every((example, at) => {
    const outcome = outcomes.get(at);
    if (outcome === "open") return true;
    return outcome !== undefined && judgeExample(example, expected.get(at), outcome) === undefined;
  });

const describe = (outcome: ExampleResult | "open" | undefined): string => {
  if (outcome === undefined) return "does not end";
  if (outcome === "open") return "comes to another hole";
  return outcome.kind === "returned"
    ? outcome.value
    : `throws ${outcome.names[0] ?? "something"}: ${outcome.message}`;
};
