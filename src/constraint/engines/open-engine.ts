/** Which engine serves here. */

import type { ConstraintEngine } from "../../ports/constraint-engine.ts";
import { openNativeEngine } from "./llguidance-native.ts";
import { wasmEngine } from "./llguidance-wasm.ts";
import type { LoadOptions } from "./load-options.ts";

export interface OpenedEngine {
  readonly engine: ConstraintEngine;
  /** In words, why it is this one. */
  readonly why: string;
}

/** The native engine where it is built, else WebAssembly. */
export function openConstraintEngine(options: LoadOptions = {}): OpenedEngine {
  const native = openNativeEngine(options);
  if ("id" in native)
    return { engine: native, why: `llguidance ${native.version}, built for this machine` };
  return {
    engine: wasmEngine,
    why: `llguidance ${wasmEngine.version} as WebAssembly, slower: the native engine is ${native.why}`,
  };
}
