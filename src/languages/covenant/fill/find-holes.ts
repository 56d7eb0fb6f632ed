import { nestedBlocks } from "../semantics/steps.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { parse } from "../syntax/parse.ts";
import type { NamedOperand, Operand, Step } from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import type { Range } from "../syntax/token.ts";

/** What takes the value: how it is written there, and what says its type. */
export type HolePlace =
  | { readonly kind: "input"; readonly operation: string; readonly inputs: readonly Operand[] }
  | { readonly kind: "argument"; readonly callee: string; readonly name: string }
  | { readonly kind: "field"; readonly type: string; readonly name: string }
  | { readonly kind: "return" }
  | { readonly kind: "condition" }
  | { readonly kind: "bind" };

/** A hole: a name in quotes that begins with `?`, where a value is used. */
export interface FoundHole extends Range {
  readonly place: HolePlace;
  /** What stands between the quotes. */
  readonly name: string;
  /** The type that it names itself: `?Int`. */
  readonly wanted: string | undefined;
  readonly snippet: Snippet;
  /** The steps of the body or test that it is in. */
  readonly steps: readonly Step[];
  /** The step that uses the value: what makes it comes before. */
  readonly step: Step;
}

/** Holes of a text, or why there can be none. */
export type HoleSearch =
  | { readonly kind: "found"; readonly program: Program; readonly holes: readonly FoundHole[] }
  | { readonly kind: "broken"; readonly at: number; readonly why: string };

/** Finds the holes of a text that parses. */
export function findHoles(text: string): HoleSearch {
  const { program, findings } = parse(text);
  const [wrong] = findings;
  if (wrong !== undefined) return { kind: "broken", at: wrong.range.start, why: wrong.message };
  const holes = program.snippets.flatMap((snippet) =>
    stepListsOf(snippet).flatMap((steps) =>
      steps.flatMap((step) => holesUnder(step, { snippet, steps })),
    ),
  );
  const { tokens } = program;
  const stray = tokens.find(
    (token, at) =>
      token.text.startsWith('"?') &&
      NAMES_OF_VALUES.has(tokens[at - 2]?.text ?? "") &&
      !holes.some(({ start, end }) => token.start >= start && token.start < end),
  );
  if (stray !== undefined)
    return { kind: "broken", at: stray.start, why: "no value can be made to stand there" };
  return { kind: "found", program, holes: holes.toSorted((a, b) => a.start - b.start) };
}

/** Before a name of a value; other text may begin with a question mark. */
const NAMES_OF_VALUES: ReadonlySet<string> = new Set("on in of var from condition".split(" "));

function stepListsOf({ sections }: Snippet): readonly (readonly Step[])[] {
  return sections.flatMap((section): readonly (readonly Step[])[] => {
    if (section.kind === "body") return [section.steps];
    return section.kind === "tests" ? section.tests.map(({ steps }) => steps) : [];
  });
}

type Around = Pick<FoundHole, "snippet" | "steps">;

const holesUnder = (step: Step, around: Around): readonly FoundHole[] => [
  ...holesIn(step).map((hole) => ({ ...hole, ...around, step })),
  ...nestedBlocks(step).flatMap((steps) => steps.flatMap((inner) => holesUnder(inner, around))),
];

type BareHole = Omit<FoundHole, keyof Around | "step">;

function holesIn(step: Step): readonly BareHole[] {
  switch (step.kind) {
    case "compute": {
      const { inputs, operation } = step;
      const place = { kind: "input", operation: operation.text, inputs } as const;
      return inputs.flatMap((input) => holeAt(input, place));
    }
    case "call":
      return step.args.flatMap(({ name, operand }) =>
        holeAt(operand, { kind: "argument", callee: step.callee.text, name: name.text }),
      );
    case "construct":
      return holesInFields(step.type, step.fields);
    case "bind":
      return holeAt(step.operand, { kind: "bind" });
    case "return":
      return step.value.kind === "operand"
        ? holeAt(step.value.operand, { kind: "return" })
        : holesInFields(step.value.type, step.value.fields);
    case "if":
      return holeNamed(step.condition, step.condition, { kind: "condition" });
    default:
      return [];
  }
}

const holesInFields = (type: Name, fields: readonly NamedOperand[]): readonly BareHole[] =>
  fields.flatMap(({ name, operand }) =>
    holeAt(operand, { kind: "field", type: type.text, name: name.text }),
  );

const holeAt = (operand: Operand, place: HolePlace): readonly BareHole[] =>
  operand.kind === "variable" ? holeNamed(operand.name, operand, place) : [];

function holeNamed({ text }: Name, { start, end }: Range, place: HolePlace): readonly BareHole[] {
  if (!text.startsWith("?")) return [];
  const wanted = text.slice(1).trim();
  return [{ start, end, place, name: text, wanted: wanted === "" ? undefined : wanted }];
}
