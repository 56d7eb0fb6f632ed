import type { CheckRecord } from "../domain/verdict.ts";

/** A program that decided then, and is another one now. */
export interface ToolChange {
  readonly tool: string;
  /** Version, with the beginning of its digest where only that differs. */
  readonly before: string;
  readonly after: string;
}

type Deciding = Pick<CheckRecord, "tool" | "toolchain">;

/** How much of a digest is told. */
const SHOWN_DIGEST = 12;

/** What changed of the tools that both know; each told once. */
export function compareTools(
  before: readonly Deciding[],
  after: readonly Deciding[],
): readonly ToolChange[] {
  const now = new Map(after.map((record) => [record.tool.name, record]));
  const changes = new Map<string, ToolChange>();
  for (const then of before) {
    const { name } = then.tool;
    const other = now.get(name);
    const change = other === undefined ? undefined : compare(then, other);
    if (change !== undefined) changes.set(name, { tool: name, ...change });
  }
  return [...changes.values()];
}

function compare(then: Deciding, now: Deciding): Omit<ToolChange, "tool"> | undefined {
  const before = then.tool.version;
  const after = now.tool.version;
  if (before !== after) return { before, after };
  if (then.toolchain === undefined || now.toolchain === undefined) return undefined;
  if (then.toolchain === now.toolchain) return undefined;
  const describe = (digest: string): string => `${after} (${digest.slice(0, SHOWN_DIGEST)})`;
  return { before: describe(then.toolchain), after: describe(now.toolchain) };
}
