import { Fault } from "../../domain/fault.ts";
import { toUsd } from "../../domain/price.ts";
import { formatExactUsd } from "../../std/format-usd.ts";

/** The fault of a call that the money does not cover; `what` is what the limit is on. */
export const exceeded = (wanted: number, left: number, what: string): Fault =>
  new Fault(
    "budget/exceeded",
    `Cannot make the next call: it may cost up to ${dollars(wanted)}, and ${what} has ${dollars(Math.max(0, left))} left`,
    {
      help: "Raise the limit, shorten the longest answer (--max-output-tokens), or choose a cheaper model",
      details: { wantedUsd: toUsd(wanted), leftUsd: toUsd(Math.max(0, left)) },
    },
  );

const dollars = (nanoUsd: number): string => formatExactUsd(toUsd(nanoUsd));
