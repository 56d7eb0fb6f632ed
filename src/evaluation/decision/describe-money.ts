import { formatUsd } from "../../std/format-usd.ts";
import type { Decision, NoPrice, SideMeasures, Varied } from "./decision.ts";
import type { Block, Section } from "./document.ts";
import { DAYS_A_MONTH, HOURS_A_MONTH } from "./economics.ts";
import {
  breakEvenWords,
  count,
  percent,
  perMonth,
  points,
  price,
  probability,
  serverLoad,
} from "./wording.ts";

/** Prices, what a month costs, what other numbers would change, and all that is taken for granted. */
export const describeMoney = (decision: Decision): readonly Section[] => [
  describePrices(decision),
  describeMonth(decision),
  ...(decision.sensitivity.length === 0 ? [] : [describeSensitivity(decision)]),
  describeAssumptions(decision),
];

const UNKNOWN: Readonly<Record<NoPrice, string>> = {
  "unpriced calls": "not known: calls without a price",
  "answers out of a cache": "not known: answers out of a cache",
  "no success": "none: nothing succeeded",
  "serving unknown": "not known",
};

function describePrices({ frontier, tuned, hybrid }: Decision): Section {
  const row = (name: string, of: (side: SideMeasures) => string, both: string) => [
    name,
    of(frontier),
    of(tuned),
    both,
  ];
  const amount = (usd: number | undefined): string =>
    usd === undefined ? "not known" : formatUsd(usd);
  const isKnown = ({ noPrice }: SideMeasures): boolean =>
    noPrice === undefined || noPrice === "no success";
  return {
    title: "Price",
    blocks: [
      {
        kind: "table",
        caption:
          "What calls cost, as they were charged; failures are paid for, and in the price of what succeeds",
        titles: ["", "frontier", "tuned", "tuned, then frontier"],
        rows: [
          row(
            "a task",
            (side) => (isKnown(side) ? formatUsd(side.usdPerTask) : "not known"),
            amount(hybrid.usdPerTask),
          ),
          row(
            "a success",
            ({ usdPerSuccess, noPrice }) =>
              usdPerSuccess === undefined ? UNKNOWN[noPrice ?? "no success"] : price(usdPerSuccess),
            amount(hybrid.usdPerSuccess),
          ),
          row("an accepted artifact", ({ usdPerAccepted }) => amount(usdPerAccepted), ""),
          row("spent on what was not accepted", ({ wastedShare }) => percent(wastedShare), ""),
        ],
      },
    ],
  };
}

function describeMonth({ costs, assumptions, measuredVolume }: Decision): Section {
  const { volume } = assumptions;
  const amount = (usd: number | undefined): string =>
    usd === undefined ? "not known" : formatUsd(usd);
  const rows = [
    ["successes wanted", volume === undefined ? "not known" : perMonth(volume)],
    ["frontier model", amount(costs.frontierUsd)],
    ["tuned model", amount(costs.tunedUsd)],
    ["of that, whatever is asked", formatUsd(costs.fixedUsd)],
    ["the tuned model saves", costs.saving === undefined ? "not known" : price(costs.saving)],
    ["the tuned model is the cheaper", breakEvenWords(costs.breakEven)],
    [
      "its training is paid off after",
      costs.paybackMonths === undefined
        ? "-"
        : `${Number(costs.paybackMonths.toPrecision(2))} months`,
    ],
    [
      "its server is at work",
      costs.serverHours === undefined ? "-" : serverLoad(costs.serverHours),
    ],
    ...(measuredVolume === undefined
      ? []
      : [
          [
            "runs in journals",
            `${count(measuredVolume.runs)} in ${measuredVolume.days} days, ${Number(measuredVolume.runsPerDay.toPrecision(2))} a day, ${count(measuredVolume.accepted)} accepted`,
          ],
        ]),
  ];
  const chart: readonly Block[] =
    costs.breakEven === "unknown" ? [] : [{ kind: "chart", chart: "costs" }];
  return {
    title: "A month",
    blocks: [
      { kind: "text", text: `${costs.reason}.` },
      { kind: "table", caption: "Money of a month", titles: ["", "a month"], rows },
      ...chart,
    ],
  };
}

function describeSensitivity({ sensitivity, costs, assumptions }: Decision): Section {
  const saving = ({ savingUsd }: Varied): string =>
    savingUsd === undefined ? "not known" : formatUsd(savingUsd);
  const chart: readonly Block[] =
    assumptions.volume === undefined ? [] : [{ kind: "chart", chart: "sensitivity" }];
  return {
    title: "Were a number another",
    blocks: [
      {
        kind: "table",
        caption: `One number changed at a time; as they are, the tuned model is the cheaper ${breakEvenWords(costs.breakEven)}`,
        titles: ["number", "is", "saves a month", "the tuned model is the cheaper"],
        rows: sensitivity.flatMap(({ factor, low, high }) =>
          [low, high].map((varied) => [
            factor,
            varied.label,
            saving(varied),
            breakEvenWords(varied.breakEven),
          ]),
        ),
      },
      ...chart,
    ],
  };
}

const COUNTED = {
  solved: "A success is what was accepted and fails no hidden check",
  final: "A success is what was accepted at any attempt",
  "first-pass": "A success is what was accepted at the first attempt",
} as const;

function describeAssumptions({
  assumptions,
  comparison,
  costs,
  measuredVolume,
}: Decision): Section {
  const { measure, margin, trainingUsd, months, servingUsdPerHour, volume, volumeFrom } =
    assumptions;
  const volumes: Readonly<Record<typeof volumeFrom, string>> = {
    said: `${count(volume ?? 0)} successes are wanted a month, as was said`,
    journals: `${count(volume ?? 0)} successes are wanted a month, as many as runs were accepted since ${measuredVolume?.from ?? "-"}; samples of evaluations are not counted`,
    unknown: "How many successes are wanted a month is not known",
  };
  return {
    title: "Taken for granted",
    blocks: [
      {
        kind: "list",
        title: "All of it",
        items: [
          COUNTED[measure],
          `A difference of up to ${points(margin)} is worth nothing`,
          `Intervals are at 95 %, by task; better is what an exact test of pairs shows too, at ${probability(comparison.level)} or less`,
          "A task that fails is paid for, and another takes its place; what failures cost people is not counted",
          "Calls cost what they were charged in these evaluations, caches and batch prices among it",
          volumes[volumeFrom],
          trainingUsd === undefined
            ? "The training costs nothing, as nobody said what it does"
            : `The training costs ${formatUsd(trainingUsd)} once, paid off over ${months} months: ${formatUsd(trainingUsd / months)} a month`,
          servingUsdPerHour === undefined
            ? "The tuned model needs no server of its own, as nobody said what one costs"
            : `One server of ${formatUsd(servingUsdPerHour)} an hour is there all month, ${Math.round(HOURS_A_MONTH)} hours, asked or not: ${formatUsd(costs.servingUsd)}`,
          `A month has ${DAYS_A_MONTH.toFixed(1)} days`,
          "Times are those of these evaluations, with whatever ran beside them",
        ],
      },
    ],
  };
}
