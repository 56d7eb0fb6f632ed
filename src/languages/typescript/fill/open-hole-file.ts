import { posix } from "node:path";
import ts from "typescript";
import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { Hole, HoleFile } from "../../../ports/type-graph.ts";
import { createLineIndex, type Position } from "../../../std/line-index.ts";
import { createProgram } from "../compiler/program.ts";
import { openProjectFiles, type ProjectFiles } from "../compiler/project-files.ts";
import { readSettings } from "../compiler/settings.ts";
import { walk } from "../compiler/walk.ts";
import { addsNothing, diagnoseTexts, messageOf, openPath } from "./check-answers.ts";
import { compose, openForCompiler, placeAnswer } from "./compose.ts";
import { createGraph } from "./create-graph.ts";
import { type FoundHole, findHoles, OPEN } from "./find-holes.ts";
import type { InternalChecker, NumberedType } from "./internal-checker.ts";
import type { Place } from "./place.ts";
import { runAnswers } from "./run-answers.ts";
import { isSilent } from "./type-shapes.ts";

/** Longest text in which holes are filled: each answer is a copy of the file for the compiler. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Opens a file in its project, to fill its holes.
 *
 * @throws {Fault} `source/unreadable` where it does not parse, is too large, or has a hole where no type is expected;
 * `config/invalid`.
 */
export function openHoleFile(
  source: SourceText,
  { machine, profile }: { readonly machine: Machine; readonly profile: string },
): HoleFile {
  const { root } = machine.files;
  const path = posix.isAbsolute(source.path) ? source.path : posix.join(root, source.path);
  const { text } = source;
  if (text.length > MOST_CHARACTERS)
    throw refusal(source, `it has ${text.length} characters, at most ${MOST_CHARACTERS} can be`);
  const search = findHoles(path, text);
  if (search.kind === "broken")
    throw refusal(source, `${search.why} (line ${placeAt(text, search.at).line})`);
  const { holes } = search;

  const ambient = `declare const ${OPEN}: any;\n`;
  const filesWith = (texts: ReadonlyMap<string, string>): ProjectFiles =>
    openProjectFiles(root, new Map([...texts, [openPath(path), ambient]]));
  const settings = readSettings(path, profile, filesWith(new Map()));
  const place = { path, settings, filesWith };

  const compiled = (filled: readonly (string | undefined)[]) =>
    compose(text, holes, filled, openForCompiler);
  const known = new Map<string, readonly ts.Diagnostic[]>();
  const mistakesOf = (filled: readonly (string | undefined)[]): readonly ts.Diagnostic[] => {
    const written = compiled(filled).text;
    const found = known.get(written) ?? diagnoseTexts([written], place)[0] ?? [];
    known.set(written, found);
    return found;
  };
  const opened = new Map<string, OpenPlace>();
  const openAt = (filled: readonly (string | undefined)[]): OpenPlace => {
    const { text: written, starts } = compiled(filled);
    const key = `${filled.length} ${written}`;
    const found =
      opened.get(key) ?? openPlace(written, starts[filled.length] ?? 0, { ...place, source });
    opened.set(key, found);
    return found;
  };
  const placed = (
    filled: readonly (string | undefined)[],
    answer: Parameters<typeof placeAnswer>[0],
  ) => placeAnswer(answer, openAt(filled).place.hole);
  const withAnswers = (filled: readonly (string | undefined)[], answers: readonly string[]) => {
    const hole = holes[filled.length];
    return answers.map((answer) => {
      const wanted = hole?.wanted === undefined ? answer : `((${answer}) satisfies ${hole.wanted})`;
      return compiled([...filled, wanted]).text;
    });
  };

  return {
    holes: holes.map((hole) => describeHole(hole, text)),
    get mistakes() {
      return mistakesOf([]).map(messageOf);
    },
    openGraph(filled) {
      const { place: at, goal } = openAt(filled);
      return { graph: createGraph(at), goal: goal as NumberedType };
    },
    check(filled, answers) {
      const texts = withAnswers(
        filled,
        answers.map((answer) => placed(filled, answer)),
      );
      return diagnoseTexts(texts, place).map(
        (found) => found.length === 0 || addsNothing(found, mistakesOf(filled)),
      );
    },
    run: (filled, answers, examples, signal) =>
      runAnswers(
        answers.map((answer) => compiled([...filled, placed(filled, answer)]).text),
        examples,
        { ...place, root, machine, signal, source },
      ),
    place: placed,
    render: (filled) =>
      compose(text, holes, filled, ({ start, end }) => text.slice(start, end)).text,
    diagnose: (filled) => mistakesOf(filled).map(messageOf),
    expectedAt: (filled) => {
      const { place: at, goal } = openAt(filled);
      return at.checker.typeToString(goal, at.hole);
    },
  };
}

interface OpenPlace {
  readonly place: Place;
  readonly goal: ts.Type;
}

function openPlace(
  text: string,
  start: number,
  {
    path,
    settings,
    filesWith,
    source,
  }: Parameters<typeof diagnoseTexts>[1] & { readonly source: SourceText },
): OpenPlace {
  const files = filesWith(new Map([[path, text]]));
  const program = createProgram([path, openPath(path)], settings, files);
  const file = program.getSourceFile(path);
  // The program's parser leaves the parents to the binder, which the checker calls.
  const checker = program.getTypeChecker() as InternalChecker;
  const hole =
    file === undefined
      ? undefined
      : [...walk(file)].find((node) => ts.isIdentifier(node) && node.getStart(file) === start);
  if (file === undefined || hole === undefined)
    throw refusal(source, "it is no TypeScript that can be compiled");
  const goal = checker.getContextualType(hole as ts.Expression);
  const { line } = placeAt(text, start);
  if (goal === undefined || isSilent(goal))
    throw refusal(source, `nothing says which type is expected at the hole of line ${line}`, {
      help: "Write down the type: of the variable, of what the function returns, or as todo<T>()",
    });
  const around = ts.findAncestor(hole, ts.isFunctionLike);
  const { options } = settings;
  return {
    goal,
    place: {
      checker,
      program,
      options,
      hole,
      // Names are looked up from the hole itself: from a function's head its parameters cannot be seen.
      scope: hole,
      isAsync: around === undefined || isAsync(around),
      isUnchecked: options.noUncheckedIndexedAccess === true,
    },
  };
}

const isAsync = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);

function describeHole({ start, end, wanted }: FoundHole, text: string): Hole {
  return { text: text.slice(start, end), ...placeAt(text, start), wanted };
}

const placeAt = (text: string, offset: number): Position => createLineIndex(text).position(offset);

const refusal = (
  { path }: SourceText,
  why: string,
  { help }: { readonly help?: string } = {},
): Fault => new Fault("source/unreadable", `Cannot fill holes in "${path}": ${why}`, { help });
