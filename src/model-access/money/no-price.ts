import { Fault } from "../../domain/fault.ts";

/** The fault of a model that cannot be held to a limit on money. */
export const withoutPrice = (modelId: string): Fault =>
  new Fault(
    "budget/no-price",
    `Cannot ask "${modelId}" under a limit on money: it has no known price`,
    {
      help: `Put its price into your configuration file, in USD per million tokens: [prices."${modelId}"] with input and output; or choose another model, or take the limit away`,
      details: { model: modelId },
    },
  );
