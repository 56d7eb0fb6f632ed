import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { HoleFile, TypeGraph } from "../../../ports/type-graph.ts";
import { createLineIndex, type Position } from "../../../std/line-index.ts";
import { analyze } from "../analyze.ts";
import { type Finding, isBlocking } from "../finding.ts";
import type { Profile } from "../profiles.ts";
import { spellType } from "../semantics/types.ts";
import { readAnswer } from "./answer.ts";
import { callableFrom } from "./callable.ts";
import { createGraph } from "./create-graph.ts";
import { expectedType } from "./expected-type.ts";
import { type FoundHole, findHoles } from "./find-holes.ts";
import { type HoleScope, readScope } from "./read-scope.ts";
import { runAnswers } from "./run-answers.ts";
import { writeSteps } from "./write-steps.ts";

const MOST_CHARACTERS = 500_000;

/**
 * Opens a file to fill its holes.
 *
 * @throws {Fault} `source/unreadable` where it does not parse, is too large, or has a hole where no type is expected.
 */
export function openHoleFile(
  source: SourceText,
  { machine, profile }: { readonly machine: Machine; readonly profile: string },
): HoleFile {
  const { text } = source;
  if (text.length > MOST_CHARACTERS)
    throw refusal(source, `it has ${text.length} characters, at most ${MOST_CHARACTERS} can be`);
  const search = findHoles(text);
  if (search.kind === "broken")
    throw refusal(source, `${search.why} (line ${placeAt(text, search.at).line})`);
  const { holes } = search;

  const opened = new Map<string, OpenHole>();
  const openAt = (filled: Filled): OpenHole => {
    const written = write(filled);
    const found = opened.get(written) ?? openHole(written, filled.length, holes, source);
    opened.set(written, found);
    return found;
  };
  /** The file with the answers in its first holes; the others have their numbers as names. */
  const write = (filled: Filled): string => {
    let composed = holes.reduceRight(
      (before, { start, end, place }, at) =>
        `${before.slice(0, start)}${openOperand(place, at)}${before.slice(end)}`,
      text,
    );
    for (const [at, answer] of filled.entries())
      if (answer !== undefined) composed = writeInto(composed, at, answer, { holes, source });
    return composed;
  };
  const written = new Map<string, string>();
  const textWith = (filled: Filled): string => {
    const key = JSON.stringify(filled.map((answer) => answer ?? null));
    const found = written.get(key) ?? write(filled);
    written.set(key, found);
    return found;
  };
  const findingsOf = (filled: Filled): readonly string[] =>
    analyze(textWith(filled), profile as Profile)
      .findings.filter(isBlocking)
      .filter((finding) => !isAboutHole(finding))
      .map(messageOf);

  return {
    holes: holes.map(({ start, end, wanted }) => ({
      text: text.slice(start, end),
      ...placeAt(text, start),
      wanted,
    })),
    get mistakes() {
      return findingsOf([]);
    },
    openGraph(filled) {
      const { graph, goal } = openAt(filled);
      return { graph, goal };
    },
    expectedAt: (filled) => openAt(filled).expected,
    check(filled, answers) {
      const before = findingsOf(filled);
      return answers.map((answer) => addsNothing(findingsOf([...filled, answer.text]), before));
    },
    run: (filled, answers, examples, signal) =>
      runAnswers(
        answers.map((answer) => textWith([...filled, answer.text])),
        examples,
        { machine, signal, snippet: openAt(filled).hole.snippet },
      ),
    place: (_, answer) => answer.text,
    render: (filled) => restore(textWith(filled), holes),
    diagnose: (filled) => findingsOf(filled),
  };
}

type Filled = readonly (string | undefined)[];

interface OpenHole {
  readonly hole: FoundHole;
  readonly scope: HoleScope;
  readonly graph: TypeGraph;
  readonly goal: { readonly id: number };
  readonly expected: string;
}

/** No name of a program begins so. */
const nameOf = (at: number): string => `?open-${at}`;

const openOperand = ({ kind }: FoundHole["place"], at: number): string => {
  const name = `"${nameOf(at)}"`;
  if (kind === "condition") return name;
  return kind === "input" ? `var=${name}` : `from=${name}`;
};

function holeNumber(text: string, at: number, holes: readonly FoundHole[], source: SourceText) {
  const search = findHoles(text);
  const found =
    search.kind === "found" ? search.holes.find(({ name }) => name === nameOf(at)) : undefined;
  if (search.kind === "broken" || found === undefined)
    throw refusal(source, "an answer does not fit into it");
  const hole: FoundHole = { ...found, wanted: holes[at]?.wanted };
  const scope = readScope(search.program, hole);
  if (scope === undefined) {
    const { line } = placeAt(source.text, holes[at]?.start ?? 0);
    throw refusal(source, `nothing leads to the hole of line ${line}`);
  }
  return { hole, scope, program: search.program };
}

function openHole(
  text: string,
  at: number,
  holes: readonly FoundHole[],
  source: SourceText,
): OpenHole {
  const { hole, scope, program } = holeNumber(text, at, holes, source);
  const goal = expectedType(hole, scope);
  if (goal === undefined) {
    const { line } = placeAt(source.text, holes[at]?.start ?? 0);
    throw refusal(source, `nothing says which type is expected at the hole of line ${line}`, {
      help: 'Name the type in the hole: from="?Int", from="?List<String>"',
    });
  }
  const graph = createGraph(scope, hole.snippet.id.text, callableFrom(hole.snippet, program));
  return { hole, scope, graph: graph.graph, goal: graph.toGraph(goal), expected: spellType(goal) };
}

function writeInto(
  text: string,
  at: number,
  answer: string,
  { holes, source }: { readonly holes: readonly FoundHole[]; readonly source: SourceText },
): string {
  const { hole, scope } = holeNumber(text, at, holes, source);
  const lineStart = text.lastIndexOf("\n", hole.step.start - 1) + 1;
  const [indent = ""] = /^[ \t]*/.exec(text.slice(lineStart, hole.step.start)) ?? [];
  const isFree = (name: string): boolean => !text.includes(`"${name}"`);
  const { steps, operand } = writeSteps(readAnswer(answer), hole, { scope, indent, isFree });
  const { start } = hole.step;
  return `${text.slice(0, start)}${steps}${text.slice(start, hole.start)}${operand}${text.slice(hole.end)}`;
}

/** Holes that are open stand as they were written. */
const restore = (text: string, holes: readonly FoundHole[]): string =>
  text.replaceAll(/"\?open-(\d+)"/g, (all, at: string) => {
    const hole = holes[Number(at)];
    return hole === undefined ? all : `"${hole.name}"`;
  });

const isAboutHole = (finding: Finding): boolean =>
  finding.rule === "undefined_variable" && /^\?open-\d+$/.test(finding.facts.name);

const messageOf = ({ code, message }: Finding): string => `${code}: ${message}`;

/** Whether each of `found` is among `known`, as often at most. */
function addsNothing(found: readonly string[], known: readonly string[]): boolean {
  const left = [...known];
  return found.every((message) => {
    const at = left.indexOf(message);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

const placeAt = (text: string, offset: number): Position => createLineIndex(text).position(offset);

const refusal = (
  { path }: SourceText,
  why: string,
  { help }: { readonly help?: string } = {},
): Fault => new Fault("source/unreadable", `Cannot fill holes in "${path}": ${why}`, { help });
