import { type ModelRequest, withoutBreakPoints } from "../../domain/model.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

/** Raised when what a key is made from changes: what was kept under older ones is not found any more. */
const KEY_VERSION = 1;

export interface RequestKey {
  /** SHA-256 of `keyJson`, in hex. */
  readonly key: string;
  /** Canonical JSON of all that makes an answer what it is. Break points are left out: no answer depends on them. */
  readonly keyJson: string;
}

export interface CreateRequestKeysOptions {
  /** Every model that may answer without that being a failure: the base, those of routes, the stronger ones. */
  readonly modelIds: readonly string[];
  /** Where the server of a model is; only a hash of it is kept. @default no model's is told */
  readonly addressOf?: ((modelId: string) => string | undefined) | undefined;
  readonly sha256: (text: string) => string;
}

/** Keys of requests; the same request object is only read once. */
export function createRequestKeys(
  { capabilities }: Pick<LanguageModel, "capabilities">,
  { modelIds, addressOf = () => undefined, sha256 }: CreateRequestKeysOptions,
): (request: ModelRequest) => RequestKey {
  // The same name at another address is another model.
  const addresses = Object.fromEntries(
    modelIds.flatMap((id) => {
      const address = addressOf(id);
      return address === undefined ? [] : [[id, sha256(address)]];
    }),
  );
  const known = new WeakMap<ModelRequest, RequestKey>();
  return (request) => {
    const earlier = known.get(request);
    if (earlier !== undefined) return earlier;
    const { seed, ...rest } = withoutBreakPoints(request);
    const keyJson = canonicalJson({
      v: KEY_VERSION,
      models: modelIds,
      addresses,
      ...rest,
      // A seed that the model never sees must not keep equal requests apart: each run has another.
      seed: capabilities.takesSeed ? seed : undefined,
    });
    const key = { key: sha256(keyJson), keyJson };
    known.set(request, key);
    return key;
  };
}
