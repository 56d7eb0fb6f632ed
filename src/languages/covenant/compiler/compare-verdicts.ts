/** Our front end against the real compiler: what holds, and where the two differ. */

import { createLineIndex } from "../../../std/line-index.ts";
import { type Finding, isBlocking } from "../finding.ts";
import type { Program } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import type { FindingKind } from "./compiler-finding.ts";
import { identify, kindOf } from "./identify-finding.ts";
import type { CompilerResult } from "./run-compiler.ts";
import { createFindingConverter } from "./to-finding.ts";

/** Something that our front end and the compiler see differently: a mistake of ours, or of our reference. */
export interface Difference {
  /** `kind` is the part that rejects, `line` the place, `finding` something that only one of the two reports. */
  readonly kind: "verdict" | "kind" | "line" | "finding";
  readonly message: string;
  readonly range: Range | undefined;
}

export interface Comparison {
  /**
   * What holds: the compiler decides, ours lends its places, words and facts. Of a compiler that came to no
   * verdict nothing is taken.
   */
  readonly findings: readonly Finding[];
  readonly differences: readonly Difference[];
}

/** Compares what the two say of `program`; `ours` are the findings of the `compat` profile. */
export function compareVerdicts(
  program: Program,
  ours: readonly Finding[],
  theirs: CompilerResult,
): Comparison {
  if (theirs.verdict !== "accepted" && theirs.verdict !== "rejected")
    return { findings: ours, differences: [] };

  const told = theirs.findings.map(createFindingConverter(program));
  const sides: Sides = {
    ours: ours.filter(isBlocking),
    theirs: told.filter(isBlocking),
    stop: theirs.findings.find(({ kind }) => kind === "parse")?.range,
  };
  const remarks = ours.filter((each) => !isBlocking(each));
  const newRemarks = withoutThose(
    told.filter((each) => !isBlocking(each)),
    ours,
  );
  const { findings, differences } = compareErrors(program, sides);
  return { findings: [...findings, ...remarks, ...newRemarks], differences };
}

/** The errors of both. */
interface Sides {
  readonly ours: readonly Finding[];
  readonly theirs: readonly Finding[];
  /** Where the compiler's parser stopped, if it says so. */
  readonly stop: Range | undefined;
}

function compareErrors(program: Program, sides: Sides): Comparison {
  const { ours, theirs } = sides;
  const [ourFirst] = ours.toSorted((left, right) => rankOf(left) - rankOf(right));
  const [theirFirst] = theirs;
  if (ourFirst === undefined && theirFirst === undefined) return { findings: [], differences: [] };
  if (theirFirst === undefined)
    return { findings: [], differences: [differ("verdict", "Only ours rejects", ourFirst)] };
  if (ourFirst === undefined)
    return {
      findings: theirs,
      differences: [differ("verdict", "Only the compiler rejects", theirFirst)],
    };
  if (kindOf(ourFirst) !== kindOf(theirFirst)) {
    const where = `The compiler rejects with a ${kindOf(theirFirst)} error ("${theirFirst.message}"), ours with a ${kindOf(ourFirst)} error`;
    return { findings: theirs, differences: [differ("kind", where, ourFirst)] };
  }
  return kindOf(ourFirst) === "parse"
    ? { findings: ours, differences: compareStops(program, sides) }
    : compareOneByOne(sides);
}

/** In this order the compiler's parts speak; one that finds errors silences those behind it. */
const ORDER: readonly FindingKind[] = ["parse", "symbol", "type", "requirement", "effect"];
const rankOf = (each: Finding): number => ORDER.indexOf(kindOf(each));

const differ = (kind: Difference["kind"], who: string, about: Finding | undefined): Difference => ({
  kind,
  message: about === undefined ? who : `${who}: ${about.message}`,
  range: about?.range,
});

/** The compiler stops at its first syntax error, ours goes on. */
function compareStops(program: Program, { ours, theirs, stop }: Sides): readonly Difference[] {
  if (stop === undefined) return [];
  const ourStop = ours
    .filter((each) => kindOf(each) === "parse")
    .map(({ stopsAt, range }) => stopsAt ?? range.start)
    .reduce((first, at) => Math.min(first, at));
  const [from, to] = [Math.min(ourStop, stop.start), Math.max(ourStop, stop.start)];
  // The end of the text may lie lines behind the last token.
  if (program.source.slice(from, to).trim() === "") return [];
  const { position } = createLineIndex(program.source);
  const [ourLine, theirLine] = [position(ourStop).line, position(stop.start).line];
  if (ourLine === theirLine) return [];
  const who = `The compiler stops at line ${theirLine}, ours at line ${ourLine}`;
  return [differ("line", who, theirs[0])];
}

/** Of our errors hold those that the compiler reports too, and those of parts that it did not come to. */
function compareOneByOne({ ours, theirs }: Sides): Comparison {
  const [first] = theirs;
  const kind = first && kindOf(first);
  const comparable = ours.filter((each) => kindOf(each) === kind);
  const onlyOurs = withoutThose(comparable, theirs);
  const onlyTheirs = withoutThose(theirs, comparable);
  const dropped = new Set(onlyOurs);
  return {
    findings: [...ours.filter((each) => !dropped.has(each)), ...onlyTheirs],
    differences: [
      ...onlyTheirs.map((each) => differ("finding", "Only the compiler reports", each)),
      ...onlyOurs.map((each) => differ("finding", "Only ours reports", each)),
    ],
  };
}

/** Those of `these` that have no partner among `those`; a partner serves once. */
function withoutThose(these: readonly Finding[], those: readonly Finding[]): readonly Finding[] {
  const partners = new Map<string, number>();
  for (const each of those) {
    const identity = identify(each);
    partners.set(identity, (partners.get(identity) ?? 0) + 1);
  }
  return these.filter((each) => {
    const identity = identify(each);
    const left = partners.get(identity) ?? 0;
    partners.set(identity, left - 1);
    return left <= 0;
  });
}
