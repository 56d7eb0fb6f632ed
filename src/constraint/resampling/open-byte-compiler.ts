import { openConstraintEngine } from "../engines/open-engine.ts";
import { createSingleByteVocabulary } from "../vocabulary/byte-vocabulary.ts";
import type { ByteCompiler } from "./resample-to-constraints.ts";

/** The engine of this machine, over single bytes: for answers whose tokens nobody tells. */
export async function openByteCompiler(): Promise<ByteCompiler> {
  const { engine } = openConstraintEngine();
  const compiler = await engine.load(createSingleByteVocabulary());
  return {
    by: `${engine.id} ${engine.version}`,
    compile: (constraint, options) => compiler.compile(constraint, options),
  };
}
