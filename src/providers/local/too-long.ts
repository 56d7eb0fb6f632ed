import { Fault } from "../../domain/fault.ts";

/** A prompt that leaves no room for an answer. */
export const tooLong = (id: string, tokens: number, window: number): Fault =>
  new Fault(
    "model/context-too-long",
    `Cannot ask "${id}": the prompt has ${tokens} tokens, the context window holds ${window}`,
    {
      help: "Show it fewer or shorter files, or choose a model with a larger window",
      details: { tokens, window },
    },
  );
