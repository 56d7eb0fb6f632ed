import type { Answer } from "./answer.ts";
import type { FoundHole } from "./find-holes.ts";
import type { HoleScope } from "./read-scope.ts";
import { isBuilt } from "./typed-answer.ts";

/** What an answer becomes in the file: steps before the one that has the hole, and what stands in the hole. */
export interface WrittenAnswer {
  readonly steps: string;
  readonly operand: string;
}

/** Writes an answer as steps, each with an id and a name of its own that `isFree` takes. */
export function writeSteps(
  answer: Answer,
  { place }: FoundHole,
  {
    scope,
    indent,
    isFree,
  }: {
    readonly scope: HoleScope;
    readonly indent: string;
    readonly isFree: (name: string) => boolean;
  },
): WrittenAnswer {
  const steps: string[] = [];
  let count = 0;
  const nextName = (): string => {
    do count += 1;
    while (!isFree(`filled_${count}`));
    return `filled_${count}`;
  };
  const addStep = (kind: string, lines: readonly string[]): string => {
    const name = nextName();
    const inner = [...lines, `as="${name}"`].map((line) => `${indent}  ${line}\n`).join("");
    steps.push(`step id="${name}" kind="${kind}"\n${inner}${indent}end\n${indent}`);
    return name;
  };
  const valueOf = (part: Answer): Value => {
    switch (part.kind) {
      case "literal":
        return { isLiteral: true, text: part.text };
      case "path":
        return { isLiteral: false, text: part.text };
      case "member":
        return { isLiteral: false, text: `${valueOf(part.of).text}.${part.field}` };
      case "made":
        return { isLiteral: false, text: make(part) };
    }
  };
  const make = ({ head, parts }: Extract<Answer, { readonly kind: "made" }>): string => {
    const values = parts.map(({ name, value }) => ({ name, value: valueOf(value) }));
    if (isBuilt(head, scope))
      return addStep("construct", [
        `type="${head}"`,
        ...values.map(({ name, value }) => `field name="${name}" ${source("from", value)}`),
      ]);
    const isOperation = parts.length > 0 && parts.every(({ name }) => name === undefined);
    if (isOperation)
      return addStep("compute", [
        `op=${head}`,
        ...values.map(({ value }) => `input ${source("var", value)}`),
      ]);
    return addStep("call", [
      `fn="${head}"`,
      ...values.map(({ name, value }) => `arg name="${name}" ${source("from", value)}`),
    ]);
  };
  const value = valueOf(answer);
  const isPath = value.text.includes(".") && !value.isLiteral;
  // A return takes no path, and a condition no literal.
  const needsName =
    (place.kind === "return" && isPath) || (place.kind === "condition" && value.isLiteral);
  const named: Value = needsName
    ? { isLiteral: false, text: addStep("bind", [source("from", value)]) }
    : value;
  const word = place.kind === "input" ? "var" : "from";
  const operand = place.kind === "condition" ? `"${named.text}"` : source(word, named);
  return { steps: steps.join(""), operand };
}

interface Value {
  readonly isLiteral: boolean;
  readonly text: string;
}

const source = (word: "from" | "var", { isLiteral, text }: Value): string =>
  isLiteral ? `lit=${text}` : `${word}="${text}"`;
