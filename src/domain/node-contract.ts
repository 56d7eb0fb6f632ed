/** What a node of a service is to be, by its contract: a specification that machines wrote and read. */

import type { JsonRecord } from "./json.ts";

/** What a node is for: outside world, pure calculation, fold of events, plan of steps. */
export const NODE_KINDS = ["effect", "compute", "reducer", "orchestrator"] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export interface NodeContract {
  readonly kind: NodeKind;
  /** In snake case, as in the contract: `order_price`. */
  readonly name: string;
  /** `1.0.0`. */
  readonly version: string;
  readonly description: string;
  /** Dotted path of the folder that will hold the node: `shop.nodes.node_order_price_compute`. */
  readonly package: string;
  /** Dotted paths of the classes. */
  readonly inputModel: string;
  readonly outputModel: string;
  /** What it does, by name; what the contract calls operations, reductions, steps or algorithm. */
  readonly operations: readonly string[];
  /** Codes that it may raise, where the contract names some. */
  readonly errorCodes: readonly string[];
  /** What the contract switches on, in the words that patterns, variants and mixins are chosen by. */
  readonly features: readonly string[];
  /** Files that were read into it, relative to the contract, in the order in which they were. */
  readonly subcontracts: readonly string[];
  /** The whole of it, sub-contracts put in their places. */
  readonly data: JsonRecord;
}
