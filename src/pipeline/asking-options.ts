import type { Prompt } from "../domain/prompt.ts";
import type { Budget } from "../ports/budget.ts";

/** What every question about code that is there may be told. */
export interface AskingOptions {
  /** Is told what will be sent, before the first call; what it throws ends it. @default nobody is told */
  readonly beforeAsking?:
    | ((prompt: Pick<Prompt, "messages" | "breakPoints">) => Promise<void>)
    | undefined;
  /** @default what the model suggests */
  readonly maxOutputTokens?: number | undefined;
  /** What pays for it. @default the environment's */
  readonly budget?: Budget | undefined;
  readonly signal?: AbortSignal | undefined;
}
