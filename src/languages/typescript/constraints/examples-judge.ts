import { judgeExample } from "../../../domain/example-result.ts";
import type { Example } from "../../../domain/specification.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { PrefixJudge, PrefixRefusal, PrefixState } from "../../../ports/prefix-judge.ts";
import { requireExamples } from "../compiler/compile-examples.ts";
import { type Lexer, START, step } from "../prefix/lexer.ts";
import { readBody } from "./read-body.ts";
import type { BodyTask } from "./read-task.ts";
import { createPrefixRunner, type PrefixOutcome, type PrefixRunner } from "./run-prefix.ts";

/** Changes when what it refuses may. */
export const EXAMPLES_JUDGE_VERSION = 1;

/**
 * Judges a function's body by the specification's examples: what of a body is written runs in the sandbox, and an
 * example that has already returned a wrong value, or thrown a wrong error, can no longer be mended by what follows.
 * One way out is not seen: a later declaration with the name of a global that was used before it.
 *
 * @throws {Fault} `specification/invalid` when a part of an example is no expression.
 */
export function openExamplesJudge(
  examples: readonly Example[],
  task: BodyTask,
  machine: Pick<Machine, "sandbox">,
): PrefixJudge {
  requireExamples(examples);
  const runner = createPrefixRunner(examples, task, machine);
  const judging = { examples, runner, prefix: task.prefix };
  return {
    level: "semantic",
    describes: `${examples.length} ${examples.length === 1 ? "example" : "examples"}, run after each statement`,
    start: stateOf(
      { text: "", lexer: START, settled: 0, isEndless: false, isBehind: false },
      judging,
    ),
  };
}

interface Judging {
  readonly examples: readonly Example[];
  readonly runner: PrefixRunner;
  readonly prefix: string;
}

interface Written {
  readonly text: string;
  /** After the last character. */
  readonly lexer: Lexer;
  /** How much was looked at: up to the last end of a statement. */
  readonly settled: number;
  /** Whether a call did not come to its end: more of the body would only make it run into the limit again. */
  readonly isEndless: boolean;
  /** Whether something of `settled` could not be run yet. */
  readonly isBehind: boolean;
}

function stateOf(written: Written, judging: Judging): PrefixState {
  return {
    feed: (more) => stateOf(goOn(written, more), judging),
    settle: mayHaveEnded(written) ? (signal) => settle(written, judging, signal) : undefined,
    finish: (signal) => finish(written, judging, signal),
    listContinuations: () => undefined,
  };
}

function goOn(written: Written, more: string): Written {
  const text = written.text + more;
  let { lexer } = written;
  for (let at = written.text.length; at < text.length; at += 1)
    lexer = step(lexer, text.charAt(at), at, text);
  return { ...written, text, lexer };
}

/** Whether a statement of the body itself, and not of a block in it, may have ended since `settled`. */
const mayHaveEnded = ({ text, lexer, settled, isEndless }: Written): boolean =>
  !isEndless &&
  lexer.braces === undefined &&
  lexer.inside === "code" &&
  (lexer.last === ";" || lexer.last === "}") &&
  text.trimEnd().length > settled;

async function settle(
  written: Written,
  judging: Judging,
  signal: AbortSignal | undefined,
): Promise<PrefixState | PrefixRefusal> {
  const looked = { ...written, settled: written.text.trimEnd().length };
  const body = readBody(judging.prefix, written.text, { isWhole: false });
  if (body === undefined || body.hasForeignNames)
    return stateOf({ ...looked, isBehind: true }, judging);
  // Each run takes a process of its own.
  if (!written.isBehind && body.inertFrom <= written.settled) return stateOf(looked, judging);
  const outcomes = await judging.runner.run(body.code, signal);
  const wrong = await findWrong(outcomes, judging, signal);
  // Where several statements were written at once, the first of them is where another way begins.
  const decided = body.starts.find((start) => start >= written.settled) ?? written.settled;
  if (wrong !== undefined) return refuse(wrong, decided);
  const isEndless = outcomes.size < judging.examples.length;
  return stateOf({ ...looked, isEndless, isBehind: false }, judging);
}

async function finish(
  { text }: Written,
  judging: Judging,
  signal: AbortSignal | undefined,
): Promise<PrefixRefusal | undefined> {
  const body = readBody(judging.prefix, text, { isWhole: true });
  if (body === undefined) return undefined;
  const outcomes = await judging.runner.run(body.code, signal);
  const wrong = await findWrong(outcomes, judging, signal);
  return wrong === undefined ? undefined : refuse(wrong, body.starts.at(-1) ?? 0);
}

/** What is wrong with the first example that ended wrongly, in words. */
async function findWrong(
  outcomes: ReadonlyMap<number, PrefixOutcome>,
  { examples, runner }: Judging,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const ended = examples.flatMap((example, at) => {
    const outcome = outcomes.get(at);
    return outcome === undefined || outcome === "open" || isNoAnswer(outcome)
      ? []
      : [{ example, at, outcome }];
  });
  if (ended.length === 0) return undefined;
  const expected = await runner.evaluateExpected(signal);
  if (expected === undefined) return undefined;
  for (const { example, at, outcome } of ended) {
    const wrong = judgeExample(example, expected.get(at), outcome);
    if (wrong !== undefined) return wrong.message;
  }
  return undefined;
}

/** A name that comes later, or a stack that was too small for the calls: neither says that the answer is wrong. */
const isNoAnswer = (outcome: Exclude<PrefixOutcome, "open">): boolean =>
  outcome.kind === "threw" &&
  (outcome.names.includes("ReferenceError") ||
    outcome.names.includes("InternalError") ||
    /call stack/.test(outcome.message));

const refuse = (reason: string, keep: number): PrefixRefusal => ({
  isRefused: true,
  cause: "wrong-example",
  reason,
  keep,
});
