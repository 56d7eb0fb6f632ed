import { posix } from "node:path";
import type { ExampleResult } from "../../../domain/example-result.ts";
import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { Example } from "../../../domain/specification.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { AnswerOutcomes } from "../../../ports/type-graph.ts";
import { compileExamples, requireExamples } from "../compiler/compile-examples.ts";
import type { OpenCandidate } from "../compiler/open-candidate.ts";
import { createProgram } from "../compiler/program.ts";
import type { Compilation, ModuleTree } from "../compiler-messages.ts";
import { createExpectedValues } from "../expected-values.ts";
import { readCallOutcomes } from "../harness-lines.ts";
import { HARNESS_FOLDER, renderCallJob } from "../render-entry.ts";
import { findSandbox, isSandbox, type Runner } from "../stage.ts";
import { openPath, type TextPlace } from "./check-answers.ts";
import { OPEN } from "./find-holes.ts";

/** Answers that never end are cut off early: there are many others. */
const RUN_TIMEOUT_MS = 2000;
/** Running at once: each is a process. */
const AT_ONCE = 2;

interface RunPlace extends TextPlace {
  readonly root: string;
  readonly machine: Machine;
  readonly signal: AbortSignal | undefined;
  readonly source: SourceText;
}

/**
 * Makes the examples' calls with each of the texts as the file: all of them in one run, and one by one where one of
 * them did not let the others end.
 *
 * @throws {Fault} `specification/invalid`, `sandbox/missing`
 */
export async function runAnswers(
  texts: readonly string[],
  examples: readonly Example[],
  place: RunPlace,
): Promise<{
  readonly outcomes: readonly AnswerOutcomes[];
  readonly expected: ReadonlyMap<number, string>;
}> {
  requireExamples(examples);
  const { machine, signal } = place;
  const runner: Runner = {
    sandbox: machine.sandbox,
    run: (sandbox, job) =>
      sandbox.run({ ...job, limits: { timeoutMs: RUN_TIMEOUT_MS } }, { signal }),
  };
  const compiled = texts.map((text) => compileText(text, examples, place));
  const [first] = compiled;
  if (first === undefined) return { outcomes: [], expected: new Map() };
  const values = await createExpectedValues()(examples, first.expected, runner);
  if (values.status !== "known")
    throw new Fault("sandbox/missing", "Cannot run the examples: nothing here isolates them", {
      help: "Leave --example out, or install bubblewrap",
    });

  const trees = compiled.map(({ calls }) => calls);
  const outcomes = trees.map(() => new Map<number, ExampleResult>());
  const together = await runTree(joinTrees(trees, examples.length), runner);
  for (const [number, outcome] of together) {
    outcomes[Math.floor(number / examples.length)]?.set(number % examples.length, outcome);
  }
  const missing = trees.flatMap((tree, at) =>
    (outcomes[at]?.size ?? 0) < examples.length ? [{ tree, at }] : [],
  );
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    await Promise.all(
      missing.slice(from, from + AT_ONCE).map(async ({ tree, at }) => {
        outcomes[at] = new Map(await runTree(tree, runner));
      }),
    );
  }
  return { outcomes: outcomes.map(withOpenHoles), expected: values.values };
}

/** A call that came to another hole says nothing about this one. */
const withOpenHoles = (outcomes: ReadonlyMap<number, ExampleResult>): AnswerOutcomes =>
  new Map(
    [...outcomes].map(([at, outcome]) => [
      at,
      outcome.kind === "threw" && outcome.message.includes(OPEN) ? "open" : outcome,
    ]),
  );

async function runTree(
  tree: ModuleTree,
  runner: Runner,
): Promise<ReadonlyMap<number, ExampleResult>> {
  const { job, nonce } = renderCallJob(tree);
  const sandbox = findSandbox(runner, job.interpreter, "example");
  if (!isSandbox(sandbox))
    throw new Fault("sandbox/missing", `Cannot run the examples: nothing here isolates them`, {
      help: "Leave --example out, or install bubblewrap",
    });
  const { stdout } = await runner.run(sandbox, job);
  return readCallOutcomes(stdout, nonce);
}

function compileText(
  text: string,
  examples: readonly Example[],
  place: RunPlace,
): NonNullable<Compilation["examples"]> {
  const { path, settings, root } = place;
  const filesWith: OpenCandidate["filesWith"] = (texts) =>
    place.filesWith(new Map([...texts, [path, text]]));
  const program = createProgram([path, openPath(path)], settings, filesWith(new Map()));
  const file = program.getSourceFile(path);
  if (file === undefined) throw new TypeError("Cannot run an answer: its file is none");
  const candidate = { path, root, settings, program, file, companions: [], filesWith };
  const { diagnostics, modules } = compileExamples(examples, candidate);
  if (modules === undefined)
    throw new Fault(
      "specification/invalid",
      diagnostics[0]?.message ?? "Cannot compile the examples",
      { help: "Write it as in `slugify('A b') => 'a-b'`, with names that the file exports" },
    );
  return modules;
}

/** One tree of several: each in a folder of its own, their calls one list. */
function joinTrees(trees: readonly ModuleTree[], calls: number): ModuleTree {
  const entry = "specwright-answers.js";
  const harness = trees[0]?.files.filter(({ path }) => path.startsWith(HARNESS_FOLDER)) ?? [];
  const own = trees.flatMap((tree, at) =>
    tree.files
      .filter(({ path }) => !path.startsWith(HARNESS_FOLDER))
      .map(({ path, text }) => ({ path: posix.join(folderOf(at), path), text })),
  );
  const lines = trees.flatMap((tree, at) => {
    const module = JSON.stringify(`./${folderOf(at)}/${tree.entries[0]}`);
    return Array.from(
      { length: calls },
      (_, call) => `  async () => (await import(${module})).calls[${call}](),`,
    );
  });
  const text = `export const calls = [\n${lines.join("\n")}\n];\n`;
  return {
    files: [...harness, ...own, { path: entry, text }],
    entries: [entry],
    nodeFeature: trees.find(({ nodeFeature }) => nodeFeature !== undefined)?.nodeFeature,
  };
}

const folderOf = (at: number): string => `answer-${at}`;
