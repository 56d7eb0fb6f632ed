/** Files that have the signature that was asked for, and fail loudly where work is missing. */

import type { IncompleteFile } from "../../../domain/fallback.ts";
import { listOpenPoints, nameRequirements } from "../../../domain/named-requirements.ts";
import type { Specification } from "../../../domain/specification.ts";
import { type LogicalLine, readLogicalLines } from "./logical-lines.ts";
import { type FunctionHead, readHead } from "./read-head.ts";
import { renderGuards } from "./render-guards.ts";

/** The signature with bodies that raise; `undefined` where there is none, or it does not say enough. */
export const renderStub = (specification: Specification): IncompleteFile | undefined =>
  render(specification, "a stub: nothing of it is written yet", () => []);

/** The stub, with guards on what goes in: they follow from types, and from examples that raise. */
export function renderPartial(specification: Specification): IncompleteFile | undefined {
  let count = 0;
  const file = render(
    specification,
    "a partial implementation: what goes in is checked, the work itself is not written yet",
    (head) => {
      const guards = renderGuards(head, specification.examples);
      count += guards.length;
      return guards;
    },
  );
  return count > 0 ? file : undefined;
}

type RenderStart = (head: FunctionHead) => readonly string[];

function render(
  specification: Specification,
  what: string,
  renderStart: RenderStart,
): IncompleteFile | undefined {
  const { signature } = specification;
  if (signature === undefined) return undefined;
  const lines = renderLines(readLogicalLines(signature), specification, renderStart);
  if (lines === undefined) return undefined;
  const openPoints = listOpenPoints(specification);
  const header = [`# INCOMPLETE: ${what}.`, ...openPoints.map(toComment)];
  // Types that the signature names need not be there yet.
  const future = lines.some((line) => line.startsWith("from __future__ import annotations"))
    ? []
    : ["from __future__ import annotations", ""];
  return { text: [...header, "", ...future, ...lines, ""].join("\n"), companions: [], openPoints };
}

const toComment = (point: string): string => `# - ${point.replace(/\s+/g, " ")}`;

const CLASS = /^class\s+([\p{L}_][\p{L}\p{N}_]*)/u;
/** What may stand in a signature beside functions and classes. */
const KEPT = /^(?:@|import\s|from\s|[\p{L}_][\p{L}\p{N}_]*\s*(?::|=(?!=)))/u;

function renderLines(
  lines: readonly LogicalLine[],
  specification: Specification,
  renderStart: RenderStart,
): readonly string[] | undefined {
  const written: string[] = [];
  let fails = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const { indent, text } = lines[at] as LogicalLine;
    const head = readHead(text);
    const className = CLASS.exec(text)?.[1];
    if (head !== undefined) {
      // A body that the signature was written with says nothing.
      while (isDeeper(lines[at + 1], indent)) at += 1;
      written.push(`${indent}${head.text}`);
      const body = [...renderStart(head), failure(head.name, specification)];
      written.push(...body.map((line) => `${indent}    ${line}`), "");
      fails += 1;
    } else if (className !== undefined) {
      written.push(`${indent}${text.replace(/:?\s*(?:\.\.\.|pass)?$/, ":")}`);
      if (isFunctionInside(lines, at, indent)) continue;
      // Fields alone would make an object that pretends to be whole.
      written.push(
        `${indent}    def __init__(self, *given: object, **named: object) -> None:`,
        `${indent}        ${failure(className, specification)}`,
      );
      fails += 1;
    } else if (KEPT.test(text)) written.push(`${indent}${text}`);
    else if (text !== "..." && text !== "pass" && !/^[rRuU]?["']/.test(text)) return undefined;
  }
  return fails === 0 ? undefined : written;
}

const isDeeper = (line: LogicalLine | undefined, indent: string): boolean =>
  line !== undefined && line.indent.length > indent.length;

function isFunctionInside(lines: readonly LogicalLine[], at: number, indent: string): boolean {
  for (let next = at + 1; isDeeper(lines[next], indent); next += 1) {
    if (readHead(lines[next]?.text ?? "") !== undefined) return true;
  }
  return false;
}

function failure(name: string, specification: Specification): string {
  const ids = nameRequirements(specification).map(({ id }) => id);
  const open = ids.length === 0 ? "" : `; open: ${ids.join(", ")}`;
  return `raise NotImplementedError(${JSON.stringify(`INCOMPLETE: ${name} is not written yet${open}`)})`;
}
