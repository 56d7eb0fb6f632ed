import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openHeldOut, openSecretFilter } from "../../../config/open-training.ts";
import { Fault } from "../../../domain/fault.ts";
import { keepHeapSmall } from "../../../platform/keep-heap-small.ts";
import { readFileLines } from "../../../platform/read-file-lines.ts";
import type { Files } from "../../../ports/files.ts";
import { manifestPath, readManifestDigest } from "../../../training/export/manifest.ts";
import { type Survey, surveyLines } from "../../../training/export/survey-lines.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";

export interface DatasetStatsOptions {
  readonly similarity: number;
  readonly heldOut?: readonly string[];
  readonly json?: true;
}

/** What the manifest beside a file says of it. */
type ManifestState = "matches" | "differs" | "missing" | "broken";

/** `specwright dataset stats FILE`: what is in a file of examples, ours or anybody's. */
export async function datasetStatsCommand(
  [file]: readonly [string],
  options: DatasetStatsOptions,
  { terminal, directory, signal }: Face,
): Promise<ExitReason> {
  keepHeapSmall();
  await using environment = await createCheckEnvironment({ directory });
  const { files, sha256 } = environment;
  const path = toProjectPath(file, directory, files.root);
  const absolute = resolve(files.root, path);
  // Whether it can be read at all is said before the tasks are looked at.
  for await (const _line of readFileLines(absolute)) break;
  const more = options.heldOut?.map((name) => toProjectPath(name, directory, files.root)) ?? [];
  const { tasks } = await openHeldOut(more, environment);
  const survey = await surveyLines(readFileLines(absolute), {
    similarity: options.similarity,
    heldOut: tasks,
    hideSecrets: openSecretFilter(),
    sha256,
    signal,
  });
  if (survey.examples === 0)
    throw new Fault("source/unreadable", `Cannot tell about "${path}": it holds no example`, {
      help: 'A line should be {"messages": […]} or {"prompt": […], "chosen": […], "rejected": […]}',
    });
  const manifest = await compareManifest(path, absolute, files);
  if (options.json === true) terminal.json({ file: path, ...survey, manifest });
  else showSurvey(path, survey, manifest, terminal);
  return "accepted";
}

async function compareManifest(
  path: string,
  absolute: string,
  files: Files,
): Promise<ManifestState> {
  if (!(await files.exists(manifestPath(path)))) return "missing";
  const said = readManifestDigest(await files.readText(manifestPath(path)).catch(() => ""));
  if (said === undefined) return "broken";
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(absolute) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex") === said.sha256 ? "matches" : "differs";
}

const MANIFESTS: Readonly<Record<ManifestState, string>> = {
  matches: "The manifest beside it is of this file",
  differs: "The manifest beside it is of another file, or this one was changed",
  missing: "There is no manifest beside it",
  broken: "The manifest beside it cannot be read",
};

function showSurvey(
  path: string,
  survey: Survey,
  manifest: ManifestState,
  terminal: Terminal,
): void {
  const { examples, lines, brokenLines, broken, promptTokens, answerTokens } = survey;
  terminal.result(escapeText(`${examples} examples in ${lines} lines of ${path}`));
  terminal.result(
    `\n${renderTable(
      ["about tokens", "in all", "median", "95 %", "longest"],
      (
        [
          ["prompt", promptTokens],
          ["answer", answerTokens],
        ] as const
      ).map(([name, { total, median, p95, longest }]) =>
        [name, total, median, p95, longest].map(String),
      ),
    )}`,
  );
  const share = (count: number): string => `${((100 * count) / examples).toFixed(1)} %`;
  const row = (name: string, count: number) => [name, `${count}`, share(count)].map(escapeText);
  const rows = (name: string, counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([value, count]) => row(`${name} ${value}`, count));
  terminal.result(
    `\n${renderTable(
      ["of them", "examples", "share"],
      [
        ...rows("format", survey.formats),
        row("the same as another", survey.duplicates),
        row("nearly the same", survey.nearDuplicates),
        row("with words of a held-out task", survey.leaked),
        row("with a secret", survey.secrets),
        row("without a verdict", survey.unlabelled),
        ...rows("verdict", survey.verdicts),
        ...rows("checked:", survey.checks),
        ...rows("feedback", survey.feedback),
        ...rows("language", survey.languages),
        ...rows("model", survey.models),
      ],
    )}`,
  );
  if (broken > 0) {
    const more = broken > brokenLines.length ? ", …" : "";
    terminal.say(`${broken} lines are no examples: ${brokenLines.join(", ")}${more}`);
  }
  for (const [task, count] of Object.entries(survey.leakedTasks))
    terminal.say(escapeText(`held-out task ${task}: in ${count} examples`));
  terminal.say(MANIFESTS[manifest]);
}
