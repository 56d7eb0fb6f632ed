import type { FallbackStrategy } from "../../../domain/fallback.ts";
import type { NodeContract } from "../../../domain/node-contract.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { NodeNames } from "./names.ts";

/** The files of a node, without the mark; the main one is `node.py`. */
export interface RenderedNode {
  readonly files: readonly SourceText[];
  /** What is left to do, beyond the requirements. */
  readonly openPoints: readonly string[];
}

export type RenderNode = (
  contract: NodeContract,
  names: NodeNames,
  strategy: FallbackStrategy,
) => RenderedNode;
