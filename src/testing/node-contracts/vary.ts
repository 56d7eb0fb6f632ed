/** Good contracts, and how one is changed in one place. */

import { readFileSync } from "node:fs";
import type { NodeKind } from "../../domain/node-contract.ts";

const FOLDERS = {
  effect: "node_order_record_writer_effect",
  compute: "node_order_price_compute",
  reducer: "node_order_event_stats_reducer",
  orchestrator: "node_order_fulfilment_orchestrator",
} as const satisfies Record<NodeKind, string>;

export const contractPath = (kind: NodeKind): string =>
  `src/orderdesk/nodes/${FOLDERS[kind]}/contract.yaml`;

export const contractText = (kind: NodeKind): string =>
  readFileSync(
    new URL(`../../../datasets/onex/nodes/${kind}/${FOLDERS[kind]}/contract.yaml`, import.meta.url),
    "utf8",
  );

export interface Variation {
  readonly name: string;
  readonly kind: NodeKind;
  readonly text: string;
  /** Codes of the errors, each once, in any order; empty for one that stays good. */
  readonly errors: readonly string[];
  /** Why the nodes' own loader judges it otherwise; `undefined` where it agrees. */
  readonly loaderDiffers: string | undefined;
}

export interface Change {
  readonly from: string | RegExp;
  readonly to: string;
  readonly errors?: readonly string[];
  readonly loaderDiffers?: string;
}

/** A contract of that kind with one change. */
export const vary =
  (kind: NodeKind) =>
  (name: string, { from, to, errors = [], loaderDiffers }: Change): Variation => {
    const before = contractText(kind);
    const text = before.replace(from, () => to);
    if (text === before) throw new Error(`"${name}" changes nothing`);
    return { name: `${kind}: ${name}`, kind, text, errors, loaderDiffers };
  };
