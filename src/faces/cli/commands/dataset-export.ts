import { resolve } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import {
  openHeldOut,
  openRecordedRuns,
  openRenderExchange,
  openSecretFilter,
  RUNS,
} from "../../../config/open-training.ts";
import { Fault } from "../../../domain/fault.ts";
import { keepHeapSmall } from "../../../platform/keep-heap-small.ts";
import { openTextOutput } from "../../../platform/open-text-output.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { ExampleFormat } from "../../../training/examples/training-example.ts";
import {
  covers,
  type GivenConsent,
  type Material,
  readDataConsent,
  requireConsent,
  standingConsent,
} from "../../../training/export/data-consent.ts";
import { exportExamples, type Part } from "../../../training/export/export-examples.ts";
import { type Manifest, manifestPath, renderManifest } from "../../../training/export/manifest.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";
import { describeDropped, showExport } from "../show-export.ts";

export interface DatasetExportOptions {
  readonly output: string;
  readonly format: ExampleFormat;
  readonly from?: readonly string[];
  readonly split?: Part;
  readonly similarity: number;
  readonly allowLicence?: readonly string[];
  readonly heldOut?: readonly string[];
  readonly force?: true;
  readonly json?: true;
}

/** `specwright dataset export -o FILE`: the file and its manifest appear together, when both are whole. */
export async function datasetExportCommand(
  _args: readonly [],
  options: DatasetExportOptions,
  face: Face,
): Promise<ExitReason> {
  const { terminal, directory } = face;
  keepHeapSmall();
  await using environment = await createCheckEnvironment({ directory });
  const { files } = environment;
  const path = toOutputPath(options.output, directory, files.root);
  if (options.force !== true) await refuseTaken([path, manifestPath(path)], environment);
  const sources = options.from ?? [RUNS];
  const consents = standingConsent(await readDataConsent(files));
  requireConsent(neededFor(sources), consents);

  await using output = await openTextOutput(resolve(files.root, path));
  const { report, ...facts } = await readAll(sources, options, {
    face,
    environment,
    consents,
    write: (text) => output.write(text),
  });
  if (report.examples === 0)
    throw new Fault("training/empty", "Cannot export: no example is left to write", {
      help: describeDropped(report),
    });
  const sealed = await output.seal();
  const manifest: Manifest = {
    schemaVersion: 1,
    file: path.slice(path.lastIndexOf("/") + 1),
    ...sealed,
    specwrightVersion: environment.version,
    sources,
    ...facts,
    consent: consents,
    ...report,
  };
  await using beside = await openTextOutput(resolve(files.root, manifestPath(path)));
  await beside.write(renderManifest(manifest));
  await beside.seal();
  await output.commit();
  await beside.commit();

  if (options.json === true) terminal.json(manifest);
  else showExport(path, manifest, terminal);
  return "accepted";
}

async function readAll(
  sources: readonly string[],
  options: DatasetExportOptions,
  {
    face: { terminal, signal, directory },
    environment,
    consents,
    write,
  }: {
    readonly face: Face;
    readonly environment: CheckEnvironment;
    readonly consents: readonly GivenConsent[];
    write(text: string): Promise<void>;
  },
) {
  const { files, sha256 } = environment;
  const runs = await openRecordedRuns(sources, environment);
  const more = options.heldOut?.map((name) => toProjectPath(name, directory, files.root)) ?? [];
  const { tasks, ...heldOut } = await openHeldOut(more, environment);
  const { render, templates } = await openRenderExchange(environment);
  const settings = {
    format: options.format,
    similarity: options.similarity,
    allowedLicences: options.allowLicence ?? [],
  };
  const report = await exportExamples(
    runs,
    { write },
    {
      ...settings,
      part: options.split,
      heldOut: tasks,
      hideSecrets: openSecretFilter(),
      withEdits: covers(consents, "feedback"),
      render,
      sha256,
      signal,
      onRun: (count, examples) => terminal.live(`${count} runs read, ${examples} examples`),
    },
  );
  return {
    report,
    settings: { ...settings, part: options.split ?? ("all" as const), templates },
    heldOut: { ...heldOut, tasks: tasks.count, tooShort: tasks.tooShort },
  };
}

const neededFor = (sources: readonly string[]): readonly Material[] => [
  ...new Set(sources.map((source) => (source === RUNS ? "runs" : "evaluations"))),
];

/** @throws {Fault} `output/occupied` */
async function refuseTaken(
  paths: readonly string[],
  { files }: Pick<CheckEnvironment, "files">,
): Promise<void> {
  for (const path of paths)
    if (await files.exists(path))
      throw new Fault("output/occupied", `Cannot write "${path}": there is a file already`, {
        help: "Choose another file, or say --force to replace it",
      });
}
