/** What was migrated, for the person who reviews it: sources and results side by side, and boxes to tick. */

import { isError } from "../../domain/diagnostic.ts";
import type { Outcome } from "../../domain/run.ts";
import type { MigrationPlan, PlannedFunction } from "../../pipeline/migrate.ts";
import { fence } from "../../std/fence.ts";

/** How one function ended. */
export interface MigratedFunction {
  readonly runId: string;
  readonly outcome: Outcome;
  /** The accepted file; `undefined` where nothing was accepted. */
  readonly path: string | undefined;
  readonly skeleton: { readonly path: string; readonly text: string } | undefined;
  /** The best attempt that was not accepted. */
  readonly attemptPath: string | undefined;
}

export interface RenderReviewOptions {
  readonly model: string;
  readonly version: string;
  /** By the function's name; those that are missing were not finished. */
  readonly migrated: ReadonlyMap<string, MigratedFunction>;
}

/** The review of `plan` as Markdown. */
export function renderReview(plan: MigrationPlan, options: RenderReviewOptions): string {
  const { source, to, functions } = plan;
  const { migrated, model, version } = options;
  const parts = [
    `# Review: ${code(source.path)} to ${to.displayName}`,
    `Made by specwright ${version} with ${code(model)}. What is accepted has passed the checker of ${to.displayName}; whether it does what its source does is for a person to say.`,
    renderTable(functions, migrated),
    ...functions.map((each) => renderFunction(each, plan, migrated.get(each.outline.name))),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderTable(
  functions: readonly PlannedFunction[],
  migrated: RenderReviewOptions["migrated"],
): string {
  const rows = functions.map(({ outline, task }) => {
    const { name, lines } = outline;
    const found = migrated.get(name);
    const cells = [
      code(name),
      `${lines.first}-${lines.last}`,
      code(task.specification.name),
      statusOf(found),
      `${found?.outcome.attempts.length ?? 0}`,
      placeOf(found),
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return [
    "| function | lines | becomes | status | attempts | where |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

const statusOf = (found: MigratedFunction | undefined): string =>
  found?.outcome.status ?? "not finished";

const placeOf = (found: MigratedFunction | undefined): string => {
  const path = found?.path ?? found?.skeleton?.path ?? found?.attemptPath;
  return path === undefined ? "" : code(path);
};

function renderFunction(
  { outline, task }: PlannedFunction,
  { source, from, to }: MigrationPlan,
  found: MigratedFunction | undefined,
): string {
  const { first, last } = outline.lines;
  const result = resultOf(found);
  const parts = [
    `## ${code(outline.name)}: ${statusOf(found)}`,
    renderSideBySide(
      {
        title: `Source: ${code(source.path)}, lines ${first} to ${last}`,
        code: fence(outline.text, from.fenceTags[0]),
      },
      {
        title: result === undefined ? "Result: none" : `Result: ${result.title}`,
        code: result === undefined ? "" : fence(result.text, to.fenceTags[0]),
      },
    ),
    ...renderFailure(found),
    section(
      "Decided",
      task.decisions.map((line) => `- ${line}`),
    ),
    section(
      "Could not be carried over as it is",
      task.notes.map((line) => `- [ ] ${line}`),
    ),
    section(
      "To review",
      BOXES.map((line) => `- [ ] ${line}`),
    ),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const BOXES = [
  "It gives the same results as its source, also for empty, missing, negative and very large values",
  "Its types are those that its callers need",
  "It has the effects that its source has, and no others",
  "What it declares besides the function belongs there",
];

function resultOf(
  found: MigratedFunction | undefined,
): { readonly title: string; readonly text: string } | undefined {
  if (found?.outcome.status === "accepted" && found.path !== undefined)
    return { title: code(found.path), text: found.outcome.artifact.text };
  return found?.skeleton === undefined
    ? undefined
    : { title: `INCOMPLETE, ${code(found.skeleton.path)}`, text: found.skeleton.text };
}

interface Side {
  readonly title: string;
  readonly code: string;
}

/** Blank lines around the fences: without them they would be text of the table, and no code. */
const renderSideBySide = (left: Side, right: Side): string =>
  [
    "<table>\n<tr>\n<td>",
    left.title,
    left.code,
    "</td>\n<td>",
    right.title,
    ...(right.code === "" ? [] : [right.code]),
    "</td>\n</tr>\n</table>",
  ].join("\n\n");

const MOST_ERRORS = 5;

/** What kept the best attempt from being accepted. */
function renderFailure(found: MigratedFunction | undefined): readonly string[] {
  if (found === undefined || found.outcome.status === "accepted") return [];
  const { best } = found.outcome;
  const errors = best?.verdict.diagnostics.filter(isError).slice(0, MOST_ERRORS) ?? [];
  const kept =
    found.attemptPath === undefined
      ? ""
      : ` The best attempt, UNVERIFIED, is ${code(found.attemptPath)}.`;
  const why = errors.map(({ message }) => `- ${code(message)}`);
  return [
    `Nothing was accepted (run ${found.runId}).${kept}`,
    section("What was wrong with it", why),
  ].filter((part) => part !== "");
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `**${title}**\n\n${lines.join("\n")}`;

/** Text as code that nothing in it can end, on one line. */
const code = (text: string): string =>
  `\`${text.replaceAll("`", "'").replace(/\s+/g, " ").trim()}\``;
