/** A task in words: what a model reads. Hidden behaviours are not in it. */

import type { Behaviour, CallOutcome, World } from "../../domain/behaviour.ts";
import type { JsonRecord, JsonValue } from "../../domain/json.ts";
import type { TaskFile } from "./task-schema.ts";

export function renderText(file: TaskFile, fenceTag: string): string {
  const { title, description, parameters, snippets, declarations, behaviours } = file;
  const id = `${file.module}.${file.function}`;
  const described = parameters.filter((each) => each.description !== undefined);
  const examples = behaviours.filter(({ isHidden }) => !isHidden);
  return [
    `# ${title}`,
    description.trim(),
    `Write the function \`${id}\` in the module \`${file.module}\`.`,
    ...section(described.map((each) => `- \`${each.name}\`: ${each.description}`)),
    ...(snippets.length === 0
      ? []
      : [
          `Define besides it: ${snippets.map((each) => `${each.kind} \`${each.id}\``).join(", ")}.`,
        ]),
    ...(declarations === undefined
      ? []
      : [
          "These snippets are given. Your file holds them unchanged:",
          `\`\`\`${fenceTag}\n${declarations.trim()}\n\`\`\``,
        ]),
    ...(examples.length === 0
      ? []
      : [`Examples:\n\n${examples.map((each) => renderBehaviour(each, id)).join("\n")}`]),
  ].join("\n\n");
}

const section = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [lines.join("\n")];

/** One line for the call, one for each thing that is given or left behind. */
function renderBehaviour({ name, args, given, expected }: Behaviour, id: string): string {
  const lines = [
    ...renderWorld(given),
    `${renderCall(id, args)}${renderOutcome(expected.outcome)}`,
    ...named(expected.tables, "afterwards the table", json),
    ...Object.entries(expected.files).map(([path, text]) =>
      text === null
        ? `afterwards the file ${path} is gone`
        : `afterwards the file ${path} holds ${json(text)}`,
    ),
    ...(expected.calls ?? []).map((call) => `calls ${renderCall(call.function, call.args)}`),
  ];
  return `- ${name}:\n${lines.map((line) => `  - ${line}`).join("\n")}`;
}

const renderWorld = ({ tables, files, answers }: World): readonly string[] => [
  ...named(tables, "given the table", json),
  ...named(files, "given the file", json),
  ...Object.entries(answers).flatMap(([id, each]) =>
    each.map(
      ({ args, outcome }) =>
        `given that ${args === undefined ? id : renderCall(id, args)}${renderOutcome(outcome)}`,
    ),
  ),
];

const named = <Value>(
  values: Readonly<Record<string, Value>>,
  what: string,
  render: (value: Value) => string,
): readonly string[] =>
  Object.entries(values).map(([name, value]) => `${what} ${name} holds ${render(value)}`);

const renderCall = (id: string, args: JsonRecord): string =>
  `\`${id}(${Object.entries(args)
    .map(([name, value]) => `${name}=${json(value)}`)
    .join(", ")})\``;

function renderOutcome(outcome: CallOutcome | undefined): string {
  if (outcome === undefined) return "";
  return outcome.kind === "returns"
    ? ` returns \`${json(outcome.value)}\``
    : ` raises \`${json(outcome.value)}\``;
}

const json = (value: JsonValue): string => JSON.stringify(value);
