/** A signature's lines, each with what belongs to it, however many lines it was written on. */

import { scanCode } from "../../../std/scan-code.ts";

export interface LogicalLine {
  readonly indent: string;
  /** Without the indentation and what stands behind it. */
  readonly text: string;
}

/** Joins lines inside brackets and strings; blank ones and comments are left out. */
export function readLogicalLines(source: string): readonly LogicalLine[] {
  const parts = scanCode(source);
  const lines: LogicalLine[] = [];
  let depth = 0;
  let start = 0;
  let next = 0;
  for (let at = 0; at <= source.length; at += 1) {
    const part = parts[next];
    if (part?.start === at) {
      next += 1;
      at = Math.max(at, part.end - 1);
      continue;
    }
    const character = source[at] ?? "\n";
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    else if (character === "\n" && depth <= 0) {
      const line = source.slice(start, at);
      start = at + 1;
      if (/^\s*(?:#.*)?$/.test(line)) continue;
      lines.push({ indent: /^[ \t]*/.exec(line)?.[0] ?? "", text: line.trim() });
    }
  }
  return lines;
}

/** The parts between commas that stand in no bracket and no string. */
export function splitAtCommas(text: string): readonly string[] {
  const parts = scanCode(text);
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const inside = parts.find((part) => part.start === at);
    if (inside !== undefined) {
      at = inside.end - 1;
      continue;
    }
    const character = text[at] ?? "";
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    else if (character === "," && depth === 0) {
      found.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...found, text.slice(start).trim()].filter((each) => each !== "");
}

/** Where the bracket that opens at `start` closes; -1 where it does not. */
export function findClosing(text: string, start: number): number {
  const parts = scanCode(text);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const inside = parts.find((part) => part.start === at);
    if (inside !== undefined) {
      at = inside.end - 1;
      continue;
    }
    if ("([{".includes(text[at] ?? "")) depth += 1;
    if (")]}".includes(text[at] ?? "")) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
