import type { Evidence } from "../../domain/artifact.ts";
import type { Attempt } from "../../domain/attempt.ts";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import type { ChatMessage, ExampleQuality } from "./training-example.ts";

/** What can be counted about an example, without another model's opinion. */
export const measureQuality = ({
  prompt,
  answer,
  code,
  evidence,
  attempts,
}: {
  readonly prompt: readonly ChatMessage[];
  readonly answer: string;
  readonly code: string;
  /** `undefined` for what a person wrote. */
  readonly evidence: Pick<Evidence, "checks" | "notRun" | "fixes" | "confidence"> | undefined;
  readonly attempts: readonly Attempt[];
}): ExampleQuality => ({
  promptTokens: prompt.reduce((sum, { content }) => sum + estimateTokens(content), 0),
  answerTokens: estimateTokens(answer),
  answerLines: code.trimEnd().split("\n").length,
  checks: (evidence?.checks ?? []).reduce((sum, { count }) => sum + count, 0),
  attempts: attempts.length,
  fixes: evidence?.fixes.length ?? 0,
  confidence: evidence?.confidence?.value,
});
