import type { Attempt } from "../../domain/attempt.ts";
import type { Candidate } from "../../domain/candidate.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Specification } from "../../domain/specification.ts";
import { type RunState, readRunState } from "../../pipeline/record/run-state.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { judgeFeedback } from "./judge-feedback.ts";
import { measureQuality } from "./measure-quality.ts";
import type { RenderExchange } from "./render-exchange.ts";
import type {
  DropReason,
  ExampleFormat,
  ExampleLabels,
  RecordedRun,
  TrainingExample,
} from "./training-example.ts";

export interface DrawExamplesOptions {
  readonly format: ExampleFormat;
  readonly render: RenderExchange;
  readonly sha256: (text: string) => string;
  /** Whether what people wrote may be used; that they rejected something counts in any case. */
  readonly withEdits: boolean;
}

export type DrawnExamples =
  | { readonly examples: readonly TrainingExample[]; readonly reason: undefined }
  | { readonly examples: readonly []; readonly reason: DropReason };

/**
 * What a run teaches: the code that was accepted, or pairs of a failed attempt and that code. What was left behind when
 * nothing was accepted teaches nothing, nor does what a person or a hidden check refused.
 *
 * @throws {Fault} `language/unknown`, `template/invalid`
 */
export function drawExamples(run: RecordedRun, options: DrawExamplesOptions): DrawnExamples {
  if (run.events[0]?.type !== "run-start") return drop("unfinished");
  const state = readRunState(run.events);
  if (state.status === "unfinished") return drop("unfinished");
  if (isHeldOut(run, state.setup.specification)) return drop("held-out");
  const chosen = choose(run, state, options);
  if (typeof chosen === "string") return drop(chosen);

  const base = toExample(run, state, chosen, options);
  if (options.format === "chat") return { examples: [base], reason: undefined };
  const pairs = listPairs(base, state, chosen, options);
  return pairs.length === 0 ? drop("no-failed-attempt") : { examples: pairs, reason: undefined };
}

const drop = (reason: DropReason): DrawnExamples => ({ examples: [], reason });

const isHeldOut = ({ sample }: RecordedRun, specification: Specification): boolean =>
  sample?.split === "held-out" ||
  (specification.kind === "covenant-task" && specification.task.split === "held-out");

type Code = Pick<Candidate, "path" | "text" | "companions">;

/** What stands for good. */
interface Chosen {
  readonly code: Code;
  /** Whose code it is, or was before it was edited; from 1. */
  readonly number: number;
  /** That code before a person rewrote it; `undefined` where nobody did. */
  readonly before: Code | undefined;
}

function choose(
  { feedback, sample }: RecordedRun,
  { attempts, status, artifact }: RunState,
  { withEdits }: DrawExamplesOptions,
): Chosen | DropReason {
  const isAccepted = status === "accepted" && artifact !== undefined;
  const judged = judgeFeedback(feedback, isAccepted ? artifact.evidence : undefined);
  if (judged.status === "edited") {
    const before = attempts[judged.attempt - 1]?.candidate;
    if (before !== undefined && withEdits)
      return { code: { ...before, text: judged.code }, number: judged.attempt, before };
  }
  if (!isAccepted) return "not-accepted";
  if (judged.status !== "as-it-is") return "rejected-by-person";
  if (sample?.scores.some(({ value }) => value === "fail") === true) return "failed-score";
  return { code: artifact, number: artifact.evidence.attempt, before: undefined };
}

function toExample(
  run: RecordedRun,
  { setup, attempts, artifact }: RunState,
  { code, number, before }: Chosen,
  { render, sha256 }: DrawExamplesOptions,
): TrainingExample {
  const { specification } = setup;
  const { prompt, answer } = render(setup, code);
  const response = attempts[number - 1]?.response;
  // What was checked of an edit is not kept with it: nothing is claimed.
  const evidence = before === undefined ? artifact?.evidence : undefined;
  return {
    prompt,
    answer,
    rejected: undefined,
    labels: toLabels(run, evidence),
    quality: measureQuality({ prompt, answer, code: code.text, evidence, attempts }),
    provenance: {
      runId: run.runId,
      attempt: number,
      rejectedAttempt: undefined,
      evaluation: run.sample?.evaluation,
      task: run.sample?.task,
      specification: {
        name: specification.name,
        sha256: sha256(canonicalJson(specification)),
      },
      language: specification.language,
      model: {
        askedOf: response?.askedOf ?? setup.model,
        answeredBy: response?.answeredBy ?? setup.model,
      },
      isEdited: before !== undefined,
      sha256: sha256(code.text),
      specwrightVersion: artifact?.evidence.specwrightVersion,
      licences: [],
    },
    material: [...specification.contextFiles, ...specification.testFiles],
  };
}

function toLabels(
  { sample, feedback }: RecordedRun,
  evidence: Parameters<typeof measureQuality>[0]["evidence"],
): ExampleLabels {
  const { checks = [], notRun = [] } = evidence ?? {};
  return {
    verdict: "accepted",
    checks: checks.map(({ phase, tool, count, sandbox }) => ({ phase, tool, count, sandbox })),
    notRun: notRun.map(({ phase, tool }) => ({ phase, tool })),
    // Of an edit, hidden checks know nothing.
    scores:
      evidence === undefined
        ? []
        : (sample?.scores ?? []).map(({ scorer, value }) => ({ scorer, value })),
    feedback: feedback.map(({ opinion, reason }) => ({ opinion, reason })),
    rejected: undefined,
  };
}

/** Each attempt that the checker refused, once, and what a person rewrote, against what stands for good. */
function listPairs(
  base: TrainingExample,
  { setup, attempts }: RunState,
  { number, before }: Chosen,
  { render }: DrawExamplesOptions,
): readonly TrainingExample[] {
  const seen = new Set([base.answer]);
  const pairs: TrainingExample[] = [];
  const add = (code: Code, attempt: number, rejected: ExampleLabels["rejected"]): void => {
    const { answer } = render(setup, code);
    if (seen.has(answer)) return;
    seen.add(answer);
    pairs.push({
      ...base,
      rejected: answer,
      labels: { ...base.labels, rejected },
      provenance: { ...base.provenance, rejectedAttempt: attempt },
    });
  };
  for (const [at, attempt] of attempts.entries())
    if (attempt?.candidate !== undefined && attempt.verdict.status === "rejected")
      add(attempt.candidate, at + 1, { by: "checker", codes: codesOf(attempt) });
  if (before !== undefined) add(before, number, { by: "person", codes: [] });
  return pairs;
}

const codesOf = ({ verdict }: Attempt): readonly string[] => [
  ...new Set(verdict.diagnostics.filter(isError).map(({ code, phase }) => code ?? phase)),
];
