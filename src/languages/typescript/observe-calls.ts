import type { Candidate } from "../../domain/candidate.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Observed, ObserveOptions } from "../../ports/language-pack.ts";
import type { CompilerClient } from "./compiler-client.ts";
import { readCallOutcomes } from "./harness-lines.ts";
import { renderCallJob } from "./render-entry.ts";
import { findSandbox, isSandbox, type Runner } from "./stage.ts";

export interface ObserveParts {
  readonly compiler: CompilerClient;
  readonly runner: Runner;
  readonly root: string;
}

/** Makes the calls in the sandbox, and judges nothing. A value that cannot be written down again is none. */
export async function observeCalls(
  { path, text, companions }: Candidate,
  { calls, profile, timeoutMs, signal }: ObserveOptions,
  { compiler, runner, root }: ObserveParts,
): Promise<Observed> {
  const reply = await compiler.ask(
    {
      kind: "compile",
      root,
      path,
      text,
      profile,
      signature: undefined,
      examples: calls.map((call) => ({ call, expected: { kind: "throws", name: undefined } })),
      testFiles: [],
      companions,
    },
    { timeoutMs, signal },
  );
  if (reply.kind === "none") return { isRun: false, why: reply.detail };
  const { diagnostics, examples } = reply.answer;
  if (examples === undefined)
    return { isRun: false, why: diagnostics.find(isError)?.message ?? "There is nothing to call" };
  const { job, nonce } = renderCallJob(examples.calls);
  const sandbox = findSandbox(runner, job.interpreter, "example");
  if (!isSandbox(sandbox))
    return { isRun: false, why: sandbox.diagnostics[0]?.message ?? "Nothing isolates it" };
  const { stdout } = await runner.run(sandbox, job);
  const found = readCallOutcomes(stdout, nonce);
  return { isRun: true, outcomes: calls.map((_, at) => writable(found.get(at))) };
}

type Outcome = ReturnType<ReturnType<typeof readCallOutcomes>["get"]>;

function writable(outcome: Outcome): (Observed & { isRun: true })["outcomes"][number] {
  if (outcome?.kind === "threw")
    return { kind: "threw", names: outcome.names, message: outcome.message };
  if (outcome === undefined || outcome.opaque !== undefined || !isExpression(outcome.value))
    return undefined;
  return { kind: "returned", value: outcome.value };
}

const STRING = /"(?:[^"\\]|\\.)*"/gu;
const WORDS = /\b(?:true|false|null|undefined|NaN|Infinity)\b/gu;

/** Whether a value's text means the same value as an expression: plain data, no instance of a class. */
const isExpression = (value: string): boolean =>
  /^[-\d.eE+n\s,[\]{}:@]*$/u.test(
    value
      .replaceAll(STRING, "0")
      .replaceAll(/(?<=[{,] )[A-Za-z_$][\w$]*(?=: )/gu, "0")
      .replaceAll(WORDS, "0"),
  );
