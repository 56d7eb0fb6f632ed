/** Files that have the signature that was asked for, and fail loudly where work is missing. */

import ts from "typescript";
import type { IncompleteFile } from "../../../domain/fallback.ts";
import { listOpenPoints, nameRequirements } from "../../../domain/named-requirements.ts";
import type { Specification } from "../../../domain/specification.ts";
import { nameOf } from "../compiler/signature/declarations.ts";
import { readSignature } from "../compiler/signature/read-signature.ts";
import { type RenderBody, renderDeclaration } from "./render-declaration.ts";
import { renderGuards } from "./render-guards.ts";

/**
 * The signature with bodies that throw; `undefined` where there is none, or it does not say enough.
 *
 * @throws {Fault} `specification/invalid` for a signature that is no declaration.
 */
export const renderStub = (specification: Specification): IncompleteFile | undefined =>
  render(specification, "a stub: nothing of it is written yet", () => []);

/** The stub, with guards on what goes in: they follow from types, and from examples that throw. */
export function renderPartial(specification: Specification): IncompleteFile | undefined {
  let count = 0;
  const file = render(
    specification,
    "a partial implementation: what goes in is checked, the work itself is not written yet",
    (name, parameters) => {
      const guards = renderGuards(name, parameters, specification.examples);
      count += guards.length;
      return guards;
    },
  );
  return count > 0 ? file : undefined;
}

function render(
  specification: Specification,
  what: string,
  renderStart: RenderBody,
): IncompleteFile | undefined {
  const { signature } = specification;
  if (signature === undefined) return undefined;
  const openPoints = listOpenPoints(specification);
  const renderBody: RenderBody = (name, parameters) => [
    ...useAll(parameters),
    ...renderStart(name, parameters),
    `throw new Error(${JSON.stringify(messageFor(name, specification))});`,
  ];
  const parts = renderDeclarations(signature, renderBody);
  if (parts === undefined || !parts.some((part) => part.includes("throw new Error(")))
    return undefined;
  const needsMissing = parts.some((part) => part.includes("= missing("));
  const text = [
    [`// INCOMPLETE: ${what}.`, ...openPoints.map(toComment)].join("\n"),
    ...parts,
    ...(needsMissing ? [MISSING] : []),
  ].join("\n\n");
  return { text: `${text}\n`, companions: [], openPoints };
}

const MISSING = `function missing(name: string): never {
  throw new Error(\`INCOMPLETE: \${name} is not written yet\`);
}`;

const toComment = (point: string): string => `// - ${point.replace(/\s+/g, " ")}`;

function messageFor(name: string, specification: Specification): string {
  const ids = nameRequirements(specification).map(({ id }) => id);
  const open = ids.length === 0 ? "" : `; open: ${ids.join(", ")}`;
  return `INCOMPLETE: ${name} is not written yet${open}`;
}

/** Names that nothing reads would be refused where a project forbids them. */
function useAll(parameters: readonly ts.ParameterDeclaration[]): readonly string[] {
  const names = parameters.flatMap(({ name }) => namesIn(name));
  const used = names.filter((name) => name !== "this");
  return used.length === 0 ? [] : [`void [${used.join(", ")}];`];
}

const namesIn = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) =>
        ts.isOmittedExpression(element) ? [] : namesIn(element.name),
      );

/** Declarations that name one function several times get the one body that fits them all. */
function renderDeclarations(
  signature: string,
  renderBody: RenderBody,
): readonly string[] | undefined {
  const parts: string[] = [];
  for (const [name, group] of Map.groupBy(readSignature(signature), nameOf)) {
    const isOverloaded = group.length > 1 && group.every(ts.isFunctionDeclaration);
    if (isOverloaded) {
      const heads = group.map((each) => each.getText().replace(/[\s;{}]*$/, ";"));
      const keywords = /^export\s+default\b/.test(heads[0] ?? "") ? "export default " : "export ";
      const body = renderBody(name, []).map((line) => `  ${line}`);
      const last = `${keywords}function ${name}(..._given: readonly unknown[]): never {`;
      parts.push([...heads, last, ...body, "}"].join("\n"));
      continue;
    }
    for (const declaration of group) {
      const part = renderDeclaration(declaration, renderBody);
      if (part === undefined) return undefined;
      parts.push(part);
    }
  }
  return parts;
}
