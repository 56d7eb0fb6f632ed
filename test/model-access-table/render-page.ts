/** The runs of all cells → `docs/reference/faults-and-policies.md`. */

import { isSameModel } from "../../src/model-access/fallback/is-same-model.ts";
import { REAL_CLIENTS } from "../../src/testing/real-clients.ts";
import type { PolicyGroup, Spoiled } from "./policies.ts";
import {
  type CellRun,
  CIRCUIT_OPEN_MS,
  MAX_OUTPUT_TOKENS,
  MAX_WAIT_MS,
  PRICE,
} from "./run-cell.ts";

const { input, output, cacheRead } = PRICE.tiers[0].rates;

const INTRODUCTION = `# Faults and policies

What a caller gets when a provider fails, how many calls that takes, how long it waits and what it costs. Every line was
measured: the real clients ask a server of this machine that fails as the line says, through the whole of
\`src/model-access\`. Made by \`test/model-access-table.tool.test.ts\`, which fails when a line is not true any more. To
write it anew:

\`\`\`sh
UPDATE_TABLE=1 npx vitest run test/model-access-table.tool.test.ts
\`\`\`

- **formats**: wire formats of the first model that were tried, in one line where they do not differ: Anthropic's
  messages, OpenAI's responses, chat completions, Ollama's chat.
- **outcome**: \`ok\` is the whole answer, \`cut\` one that the output limit cut, \`empty\` one without text, \`refusal\` one
  that the model broke off; anything else is the code of a [fault](faults.md).
- **answered by**: the place of the model in the chain; \`another\` where the provider let another model answer.
- **calls**: as tried, for each model of the chain. Where nobody listens, none is sent.
- **waited**: seconds between calls. Waits are partly drawn by chance, here always the same.
- **settled**: millionths of a dollar that the budget counts; \`≤\` where the provider did not say what it used, and the
  worst case is taken. **billed**: what the server would charge. All models cost alike here: $${input} a million tokens of
  input, $${output} of output, $${cacheRead} of input from the provider's cache.

Where a policy says nothing else: at most ${MAX_OUTPUT_TOKENS} tokens an answer, four retries, no wait above ${MAX_WAIT_MS / 1000} s, a circuit
that opens for ${CIRCUIT_OPEN_MS / 1000} s after five failures, one key, one model, no limit on money. Ollama is not asked where nobody
listens: its models are looked for before they are asked.
`;

const FORMATS: Readonly<Record<string, string>> = {
  "/v1/messages": "Anthropic",
  "/v1/responses": "responses",
  "/v1/chat/completions": "chat",
  "/api/chat": "Ollama",
};

const PLACES = ["first", "second", "third"] as const;

export function renderPage(runs: readonly CellRun[]): string {
  const groups = [...Map.groupBy(runs, ({ group }) => group)];
  return [INTRODUCTION, ...groups.map(([group, of]) => renderGroup(group, of))].join("\n");
}

function renderGroup(group: PolicyGroup, runs: readonly CellRun[]): string {
  const tables = [...Map.groupBy(runs, ({ spoiled }) => spoiled)].map(
    ([spoiled, of]) => `${titleOf(spoiled, group)}:\n\n${renderTable(of)}\n`,
  );
  return [`## ${group.title}\n`, `${group.text}\n`, ...tables].join("\n");
}

const titleOf = (spoiled: Spoiled, { fallbacks, policy }: PolicyGroup): string => {
  if (spoiled === "every call" && fallbacks.length > 0) return "Every call to every model fails";
  const rest = spoiled === "the first call" && policy.maxRetries > 0 ? ", the others do not" : "";
  return `${spoiled.charAt(0).toUpperCase()}${spoiled.slice(1)} fails${rest}`;
};

function renderTable(runs: readonly CellRun[]): string {
  const hasFormats = new Set(runs.map(({ client }) => client)).size > 1;
  const titles = [
    "fault",
    "formats",
    "outcome",
    "answered by",
    "calls",
    "waited",
    "settled",
    "billed",
  ];
  const rows = [...Map.groupBy(runs, ({ row }) => row)].flatMap(([row, ofRow]) =>
    [...Map.groupBy(ofRow, (run) => renderCell(run).join(" | "))].map(([cell, alike]) => {
      const formats = alike.length === REAL_CLIENTS.length ? "all" : alike.map(formatOf).join(", ");
      return [row.name, ...(hasFormats ? [formats] : []), cell];
    }),
  );
  const shown = titles.filter((title) => hasFormats || title !== "formats");
  return [shown, shown.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

const formatOf = ({ client }: CellRun): string => FORMATS[client.path] ?? client.path;

const renderCell = (run: CellRun): readonly string[] => [
  outcomeOf(run),
  answererOf(run),
  countCalls(run),
  (run.waitedMs / 1000).toFixed(1),
  (run.records.some(({ isCostEstimated }) => isCostEstimated) ? "≤ " : "") +
    toMillionths(run.budget.spentNanoUsd),
  toMillionths(run.billedNanoUsd),
];

function outcomeOf({ end, fault, text }: CellRun): string {
  if (end === undefined) return `\`${fault?.code}\``;
  if (end.finishReason === "length") return "cut";
  if (end.finishReason !== "stop") return end.finishReason;
  return text === "" ? "empty" : "ok";
}

function answererOf({ end, client, group }: CellRun): string {
  if (end === undefined) return "-";
  if (!isSameModel(end.askedOf, end.answeredBy)) return "another";
  return PLACES[[client, ...group.fallbacks].findIndex(({ id }) => id === end.askedOf)] ?? "-";
}

const countCalls = ({ calls, client, group }: CellRun): string =>
  [client, ...group.fallbacks]
    .map((_, model) => calls.filter((call) => call.model === model).length)
    .join(" + ");

const toMillionths = (nanoUsd: number): string => (nanoUsd / 1000).toFixed(1);
