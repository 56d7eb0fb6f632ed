import { createLineIndex } from "../../../std/line-index.ts";
import type { Finding } from "../finding.ts";
import { parse } from "../syntax/parse.ts";
import { applyEdits } from "./apply-edits.ts";
import { editsOf, planFixes, type Step } from "./plan-fixes.ts";
import {
  type AppliedFix,
  beginTrial,
  extendTrial,
  judgeTrial,
  type State,
  type Trial,
} from "./trial.ts";

export interface FixedText {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  /** What there is to say about `text`. */
  readonly remaining: readonly Finding[];
}

export interface ApplyFixesOptions {
  /** @default 1 */
  readonly minimumConfidence?: number;
  /** @default 20 */
  readonly maxRounds?: number;
}

/**
 * Applies the certain fixes of `source`, round by round. Each fix is applied as a whole, what came out is analysed
 * again, and it is kept only if its finding is gone and no error came up.
 */
export function applyCertainFixes(
  source: string,
  analyze: (source: string) => readonly Finding[],
  { minimumConfidence = 1, maxRounds = 20 }: ApplyFixesOptions = {},
): FixedText {
  const session: Session = {
    analyze,
    minimumConfidence,
    refused: [],
    analysesLeft: mostAnalyses(source),
    longest: 2 * source.length + MOST_GROWTH,
  };
  let state: State = { text: source, findings: analyze(source), applied: [] };
  for (let round = 0; round < maxRounds; round += 1) {
    const steps = planNext(session, state);
    const next = steps.length === 0 ? undefined : keepWhatHelps(session, state, steps);
    if (next === undefined) break;
    state = next;
  }
  return { text: state.text, applied: state.applied, remaining: state.findings };
}

/** Bounds the work on a text full of fixes that do not help; a very large one gets fewer attempts. */
const mostAnalyses = ({ length }: string): number =>
  Math.max(12, Math.min(60, Math.floor(MOST_CHARACTERS / (length + 1))));

const MOST_CHARACTERS = 20_000_000;
/** A text that grows by more than itself and this is not being repaired. */
const MOST_GROWTH = 20_000;
/** Fixes in a row of which only the last makes the text better. */
const LONGEST_CHAIN = 8;

interface Refusal {
  readonly rule: Finding["rule"];
  readonly title: string;
  readonly start: number;
}

interface Session {
  readonly analyze: (source: string) => readonly Finding[];
  readonly minimumConfidence: number;
  /** Fixes that did not help, by their place in the present text. */
  refused: readonly Refusal[];
  analysesLeft: number;
  /** Longer texts are not tried. */
  readonly longest: number;
}

const planNext = (
  { minimumConfidence, refused }: Session,
  { text, findings }: State,
): readonly Step[] =>
  planFixes(parse(text).program, findings, {
    minimumConfidence,
    isRefused: ({ finding, fix }) =>
      refused.some(
        ({ rule, title, start }) =>
          start === finding.range.start && rule === finding.rule && title === fix.title,
      ),
  });

/** The state after those of `steps` that help: all of them, or some of one half. */
function keepWhatHelps(session: Session, state: State, steps: readonly Step[]): State | undefined {
  const targets = steps.map(({ finding }) => finding);
  const trial = tryFixes(session, beginTrial(state, targets), steps);
  const helpful = trial === undefined ? undefined : followUp(session, trial);
  if (helpful !== undefined) return helpful;
  const [only, ...others] = steps;
  if (only === undefined || session.analysesLeft === 0) return undefined;
  if (others.length === 0) {
    refuse(session, only);
    return undefined;
  }
  const middle = steps.length >> 1;
  return (
    keepWhatHelps(session, state, steps.slice(0, middle)) ??
    keepWhatHelps(session, state, steps.slice(middle))
  );
}

/** Goes on with certain fixes of the errors that came up, until the text is better than at first, or none is left. */
function followUp(session: Session, first: Trial): State | undefined {
  let trial = first;
  for (let length = 1; length <= LONGEST_CHAIN; length += 1) {
    const { verdict, added } = judgeTrial(trial);
    if (verdict === "better") return accept(session, trial);
    const steps = verdict === "worse" ? [] : planNext(session, { ...trial.state, findings: added });
    const next = steps.length === 0 ? undefined : tryFixes(session, trial, steps);
    if (next === undefined) return undefined;
    trial = next;
  }
  return undefined;
}

function tryFixes(session: Session, trial: Trial, steps: readonly Step[]): Trial | undefined {
  if (session.analysesLeft === 0) return undefined;
  session.analysesLeft -= 1;
  const { state } = trial;
  const edits = editsOf(steps);
  const text = applyEdits(state.text, edits);
  if (text.length > session.longest) return undefined;
  const lines = createLineIndex(state.text);
  const applied = steps.map(({ finding, fix }) => ({
    rule: finding.rule,
    code: finding.code,
    title: fix.title,
    confidence: fix.confidence,
    line: lines.position(finding.range.start).line,
  }));
  const next = {
    text,
    findings: session.analyze(text),
    applied: [...state.applied, ...applied],
  };
  return extendTrial(trial, edits, next);
}

function accept(session: Session, { state, moved }: Trial): State {
  session.refused = session.refused.map((refusal) => ({ ...refusal, start: moved(refusal.start) }));
  return state;
}

function refuse(session: Session, { finding, fix }: Step): void {
  const refusal = { rule: finding.rule, title: fix.title, start: finding.range.start };
  session.refused = [...session.refused, refusal];
}
