import type { ByteCompiler } from "../constraint/resampling/resample-to-constraints.ts";
import { resampleToConstraints } from "../constraint/resampling/resample-to-constraints.ts";
import { goOn } from "../model-access/continuation/go-on.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Provider } from "../ports/provider.ts";

/** A model whose tokens nobody else can choose, held to constraints from outside; another one as it is. */
export function resampleModel(
  model: LanguageModel,
  { isRecorded }: Pick<Provider, "isRecorded">,
  clock: Clock,
): LanguageModel {
  // What comes from a file is what it is: nobody there can be asked to go on.
  const isAsItIs = isRecorded || model.tokens !== undefined || model.planEnforcement !== undefined;
  return isAsItIs ? model : resampleToConstraints(model, { goOn, clock, openCompiler });
}

/** The engine takes a while to load, and most calls need none. */
const openCompiler = async (): Promise<ByteCompiler> => {
  const { openByteCompiler } = await import("../constraint/resampling/open-byte-compiler.ts");
  return openByteCompiler();
};
