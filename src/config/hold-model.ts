import { join } from "node:path";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { TokenAccess } from "../ports/token-access.ts";
import { openVocabulary } from "./open-vocabulary.ts";

export interface HoldModelOptions {
  readonly cacheDirectory: string;
  readonly clock: Clock;
  /** Whether text that stands in the prompt is guessed and read at once. @default true */
  readonly isDrafting?: boolean | undefined;
}

/** A model whose tokens can be chosen, held to constraints where a call has some; another one as it is. */
export async function holdModel(
  model: LanguageModel,
  { cacheDirectory, clock, isDrafting }: HoldModelOptions,
): Promise<LanguageModel> {
  const { tokens } = model;
  if (tokens === undefined) return model;
  const { holdToConstraints } = await import("../constraint/decoding/hold-to-constraints.ts");
  return holdToConstraints(
    { ...model, tokens },
    {
      clock,
      isDrafting,
      open: async (access) => {
        const { openConstraintEngine } = await import("../constraint/engines/open-engine.ts");
        const { vocabulary } = await openVocabulary(access.vocabularyFile, {
          cacheDirectory: join(cacheDirectory, "vocabularies"),
        });
        const { engine } = openConstraintEngine({ tokenize: (bytes) => tokenize(access, bytes) });
        return { engine, vocabulary };
      },
    },
  );
}

/** Bytes that are no text have no tokens of the model's own. */
function tokenize(access: TokenAccess, bytes: Uint8Array): readonly number[] {
  try {
    return access.tokenize(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return [];
  }
}
