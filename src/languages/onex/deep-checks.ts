import type { Candidate } from "../../domain/candidate.ts";
import type { NodeContract } from "../../domain/node-contract.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { NotRunCheck } from "../../domain/verdict.ts";
import type { CheckOptions } from "../../ports/language-pack.ts";
import type { Machine } from "../../ports/machine.ts";
import type { Sandbox } from "../../ports/sandbox.ts";
import { CORE_PACKAGE, type CoreSearch } from "./core/find-core.ts";
import { runExamples, runNode, type StageOutcome } from "./core/run-node.ts";
import { createCoreWorker } from "./core/worker.ts";
import { withoutSwitches } from "./find-switches.ts";
import { type LaidOut, layOut } from "./node-files.ts";
import { checkTypes, findPyright, type Pyright } from "./types/pyright.ts";

/** What needs more than the text: types, and a run. */
export interface DeepChecks extends AsyncDisposable {
  /** @throws {Fault} `specification/invalid` for a contract that the core package refuses. */
  check(
    candidate: Candidate,
    files: readonly SourceText[],
    contract: NodeContract | undefined,
    options: CheckOptions,
  ): Promise<readonly StageOutcome[]>;
}

const NO_CONTRACT = "Only a whole node can be judged so, with its contract";

/** Starts nothing before the first check that needs it. */
export function createDeepChecks(
  search: CoreSearch,
  sandbox: Required<Sandbox> | undefined,
  machine: Machine,
): DeepChecks {
  const worker =
    "why" in search || sandbox === undefined ? undefined : createCoreWorker(sandbox, search);
  const core = { name: CORE_PACKAGE, version: "why" in search ? "" : search.version };
  let pyright: Promise<Pyright | undefined> | undefined;

  async function types(node: LaidOut | undefined, options: CheckOptions): Promise<StageOutcome> {
    const absent = (why: string) => notRun({ phase: "type", tool: "pyright", why });
    if (node === undefined) return absent(NO_CONTRACT);
    if ("why" in search) return absent(`${search.why}, and its types are the node's`);
    pyright ??= findPyright(machine);
    const found = await pyright;
    if (found === undefined) return absent("pyright is not installed");
    const { timeoutMs, signal } = options;
    const said = await checkTypes(await readAsWritten(node), {
      pyright: found,
      core: search,
      machine,
      timeoutMs,
      signal,
    });
    const tool = { name: "pyright", version: found.version };
    if (said === undefined)
      return {
        ...nothing,
        obstacle: {
          reason: "timeout",
          detail: "The type check gave no report on all files in time",
        },
      };
    return {
      ...nothing,
      diagnostics: said,
      checks: [{ phase: "type", tool, count: node.paths.size, sandbox: undefined }],
    };
  }

  /** No comment of the candidate switches a check off: what holds is to hold of the code. */
  async function readAsWritten({ layout, paths }: LaidOut): Promise<LaidOut> {
    const files = await Promise.all(
      layout.files.map(async ({ path, text }) => ({
        path,
        text: paths.has(path) ? await withoutSwitches(text, machine.syntax) : text,
      })),
    );
    return { paths, layout: { ...layout, files } };
  }

  async function run(
    node: LaidOut | undefined,
    options: CheckOptions,
  ): Promise<readonly StageOutcome[]> {
    const absent = (why: string) => [notRun({ phase: "test", tool: CORE_PACKAGE, why })];
    if (node === undefined) return absent(NO_CONTRACT);
    if ("why" in search) return absent(search.why);
    if (worker === undefined || sandbox === undefined)
      return absent("Nothing on this machine isolates what runs");
    const { specification, isIncomplete = false } = options;
    const ran = { ...options, tool: core, sandbox: sandbox.id, isIncomplete };
    const outcome = await runNode(node, worker, ran);
    const examples = specification?.examples ?? [];
    if (examples.length === 0 || isIncomplete || outcome.diagnostics.length > 0) return [outcome];
    return [outcome, await runExamples(examples, node, worker, ran)];
  }

  return {
    async check(candidate, files, contract, options) {
      const node = contract && layOut(candidate, files, contract);
      const settled = await Promise.allSettled([types(node, options), run(node, options)]);
      const failed = settled.find((result) => result.status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
      const testFiles = options.specification?.testFiles ?? [];
      return [
        ...settled.flatMap((result) => (result.status === "fulfilled" ? result.value : [])),
        ...(testFiles.length === 0
          ? []
          : [notRun({ phase: "test", tool: "pytest", why: "Test files of nodes are not run" })]),
      ];
    },
    [Symbol.asyncDispose]: async () => await worker?.[Symbol.asyncDispose](),
  };
}

const nothing: StageOutcome = { diagnostics: [], checks: [], notRun: [], obstacle: undefined };

const notRun = (check: NotRunCheck): StageOutcome => ({ ...nothing, notRun: [check] });
