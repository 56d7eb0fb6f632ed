import type { FallbackStrategy, IncompleteFile } from "../../../domain/fallback.ts";
import type { NodeKind } from "../../../domain/node-contract.ts";
import type { Specification } from "../../../domain/specification.ts";
import { markOf } from "../incomplete.ts";
import { renderCompute } from "./compute.ts";
import { renderEffect } from "./effect.ts";
import { namesOf } from "./names.ts";
import { renderOrchestrator } from "./orchestrator.ts";
import { renderReducer } from "./reducer.ts";
import type { RenderNode } from "./rendered-node.ts";

const KINDS: Readonly<Record<NodeKind, RenderNode>> = {
  effect: renderEffect,
  compute: renderCompute,
  reducer: renderReducer,
  orchestrator: renderOrchestrator,
};

const MAIN = "node.py";

/** A node that says it is incomplete, from its contract alone; `undefined` without a contract. */
export async function renderFallback(
  specification: Specification,
  strategy: FallbackStrategy,
): Promise<IncompleteFile | undefined> {
  if (specification.kind !== "node-contract") return undefined;
  const { contract, requirements } = specification;
  const names = namesOf(contract);
  const { files, openPoints } = KINDS[contract.kind](contract, names, strategy);
  const points = [
    ...openPoints,
    ...requirements.map((text, at) => `Requirement ${at + 1}: ${text}`),
  ];
  const head = renderHead(strategy, points);
  const marked = files.map(({ path, text }) => ({ path, text: `${head}${text}` }));
  return {
    text: marked.find(({ path }) => path === MAIN)?.text ?? "",
    companions: marked.filter(({ path }) => path !== MAIN),
    openPoints: points,
  };
}

const WIDTH = 96;

const renderHead = (strategy: FallbackStrategy, points: readonly string[]): string =>
  [markOf(strategy), "Left to do:", ...points.map((point) => `- ${onOneLine(point)}`)]
    .map((line) => `# ${line}\n`)
    .join("");

function onOneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line;
}
