import { splitModelId } from "../../config/choose-model.ts";
import { PLAIN_CAPABILITIES } from "../../domain/capabilities.ts";
import { isFault } from "../../domain/fault.ts";
import { isFree, type ModelPrice } from "../../domain/price.ts";
import { Secret } from "../../domain/secret.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { Machine } from "../../ports/machine.ts";
import type { Provider, ProviderSettings } from "../../ports/provider.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";

type Facts = Omit<LanguageModel, "stream" | typeof Symbol.asyncDispose>;

/** Of a model of which nothing is known here; the longest answer is that of the hosted services. */
const plainFacts = (id: string): Facts => ({
  id,
  contextWindowTokens: 128_000,
  continuesAnswerStart: false,
  capabilities: PLAIN_CAPABILITIES,
  escalations: 0,
  suggested: { samples: 1, maxOutputTokens: 16_384 },
  countTokens: estimateTokens,
});

/**
 * What is known of a model without asking it. A client can be made with any key, as long as nothing is sent; a free
 * model costs nothing whatever its facts are, and is not loaded for that.
 */
export async function findModelFacts(
  id: string,
  {
    price,
    providers,
    settings,
    base,
  }: {
    readonly price: ModelPrice | undefined;
    readonly providers: readonly Provider[];
    readonly settings: ProviderSettings;
    readonly base: Machine;
  },
): Promise<{ readonly model: LanguageModel; readonly assumptions: readonly string[] }> {
  const { provider, name } = splitModelId(id, providers);
  const unopened = (assumptions: readonly string[]) => ({
    model: {
      ...plainFacts(id),
      stream: () => {
        throw new TypeError(`Cannot ask "${id}": it is not open`);
      },
      async [Symbol.asyncDispose]() {},
    },
    assumptions,
  });
  if (price !== undefined && isFree(price)) return unopened([]);
  const secret = (variable: string): Secret => settings.secret(variable) ?? new Secret("none");
  try {
    const model = await provider.open(name, { ...settings, secret }, base);
    await model[Symbol.asyncDispose]();
    return { model, assumptions: [] };
  } catch (error) {
    if (!isFault(error)) throw error;
    return unopened([
      "the model cannot be opened here: tokens are estimated, and the longest answer may be another",
    ]);
  }
}
