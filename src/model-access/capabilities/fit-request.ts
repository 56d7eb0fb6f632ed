import type { ModelCapabilities } from "../../domain/capabilities.ts";
import type { ModelRequest } from "../../domain/model.ts";

export interface FittedRequest {
  readonly request: ModelRequest;
  /** What was dropped or changed, in words; those that do not name a value are the same for every call. */
  readonly warnings: readonly string[];
}

/** The request as a model with these capabilities takes it. Stop texts go without a word: they are kept elsewhere. */
export function fitRequest(
  request: ModelRequest,
  id: string,
  capabilities: ModelCapabilities,
): FittedRequest {
  const { temperature, seed, responseSchema, maxOutputTokens } = request;
  const { takesTemperature, takesSeed, takesStopTexts, takesResponseSchema, outputLimitTokens } =
    capabilities;
  const warnings: string[] = [];
  const drop = (warning: string): undefined => void warnings.push(warning);
  return {
    request: {
      ...request,
      temperature:
        temperature === undefined || takesTemperature
          ? temperature
          : drop(`dropped temperature ${temperature}: "${id}" refuses it`),
      seed: seed === undefined || takesSeed ? seed : drop(`dropped the seed: "${id}" takes none`),
      stopTexts: takesStopTexts ? request.stopTexts : [],
      responseSchema:
        responseSchema === undefined || takesResponseSchema
          ? responseSchema
          : drop(`dropped the response schema: "${id}" cannot be held to one`),
      maxOutputTokens: Math.min(maxOutputTokens, outputLimitTokens ?? maxOutputTokens),
      // The answer does not depend on them.
      breakPoints: capabilities.promptCaching === "none" ? [] : request.breakPoints,
    },
    warnings:
      outputLimitTokens === undefined || maxOutputTokens <= outputLimitTokens
        ? warnings
        : [
            ...warnings,
            `lowered the longest answer from ${maxOutputTokens} to ${outputLimitTokens} tokens: "${id}" gives no more`,
          ],
  };
}
