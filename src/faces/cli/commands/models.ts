import { createMachine } from "../../../config/create-machine.ts";
import { loadConfig } from "../../../config/load-config.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { ProviderSettings } from "../../../ports/provider.ts";
import {
  CATALOGUE,
  installEngine,
  listModels,
  pullModel,
  removeModel,
} from "../../../providers/index.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";
import { createProgressBar } from "../show-progress.ts";

/** `specwright models pull NAME`: the model's file, and the engine that runs it where it is not here. */
export async function pullModelCommand(
  [reference]: readonly [string],
  _options: object,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const { machine, settings } = await open(directory);
  const onProgress = createProgressBar(terminal);
  await installEngine(settings, machine, { onProgress, signal });
  const pulled = await pullModel(reference, settings, machine, { onProgress, signal });
  terminal.result(`local/${pulled.name}`);
  terminal.say(`${pulled.bytes} bytes, sha256 ${pulled.sha256}`);
  return "accepted";
}

/** `specwright models list` */
export async function listModelsCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const { settings } = await open(directory);
  const here = await listModels(settings);
  const pullable = CATALOGUE.filter(({ name }) => here.every((model) => model.name !== name));
  const models = [
    ...here.map(({ name, bytes, licence, source }) => ({
      name,
      isHere: true,
      bytes,
      licence,
      source,
    })),
    ...pullable.map(({ name, bytes, licence, summary }) => ({
      name,
      isHere: false,
      bytes,
      licence,
      source: summary,
    })),
  ];
  if (options.json) {
    for (const model of models) terminal.json(model);
    return "accepted";
  }
  const rows = models.map(({ name, isHere, bytes, licence, source }) => [
    `local/${name}`,
    isHere ? "here" : "can be pulled",
    `${(bytes / 1_000_000).toFixed(0)} MB`,
    licence ?? "-",
    escapeText(source),
  ]);
  terminal.result(renderTable(["model", "state", "size", "licence", "source"], rows));
  return "accepted";
}

/** `specwright models remove NAME` */
export async function removeModelCommand(
  [name]: readonly [string],
  _options: object,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const { settings } = await open(directory);
  await removeModel(name, settings);
  terminal.say(`removed local/${name}`);
  return "accepted";
}

async function open(
  directory: string,
): Promise<{ readonly machine: Machine; readonly settings: ProviderSettings }> {
  const machine = await createMachine(directory);
  const config = await loadConfig({ root: machine.files.root });
  return { machine, settings: toProviderSettings(config.settings) };
}
