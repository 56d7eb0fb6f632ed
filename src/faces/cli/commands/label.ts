import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import { createLabelSession, type LabelSession } from "../../../training/feedback/label-session.ts";
import { editText } from "../edit-text.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { labelInTerminal } from "../label-in-terminal.ts";
import { readKey } from "../read-key.ts";

export interface LabelCommandOptions {
  readonly sample?: number;
  readonly seed?: number;
  readonly evaluation?: string;
  readonly only?: "unlabelled";
  readonly by?: string;
  readonly web?: true;
  readonly port?: number;
}

/** `specwright label`: one candidate after another; what was answered is kept at once. */
export async function labelCommand(
  _args: readonly [],
  options: LabelCommandOptions,
  face: Face,
): Promise<ExitReason> {
  const { terminal, signal, directory } = face;
  refuseUnusable(options);
  await using environment = await createCheckEnvironment({ directory });
  const session = await createLabelSession(
    {
      runIds: await listRunIds(options.evaluation, environment),
      sample: options.sample,
      seed: options.seed,
      by: options.by,
      isOnlyUnlabelled: options.only === "unlabelled",
      onUnreadable: (runId) =>
        terminal.say(`${escapeText(runId)}: left out, its journal cannot be read`),
      signal,
    },
    environment,
  );
  if (options.web === true) await labelOnPage(session, options, face);
  else await labelHere(session, environment, face);
  const { labelled, skipped, leftAtMost } = session.count();
  terminal.say(`${labelled} labelled, ${skipped} skipped; at most ${leftAtMost} left`);
  return "accepted";
}

/** @throws {Fault} `usage/invalid` */
function refuseUnusable({ web, port }: LabelCommandOptions): void {
  if (web === true) return;
  if (port !== undefined)
    throw new Fault(
      "usage/invalid",
      "Cannot use --port: it is the page's, and no page is asked for",
      {
        help: "Say --web too",
      },
    );
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new Fault(
      "usage/invalid",
      "Cannot label here: keys are read from a terminal, and this is none",
      {
        help: "Use specwright label --web, or specwright feedback RUN for one run",
      },
    );
}

async function listRunIds(
  evaluation: string | undefined,
  { files, records }: CheckEnvironment,
): Promise<readonly string[]> {
  if (evaluation === undefined) return records.list();
  const { readEvaluation } = await import("../../../evaluation/run/evaluation-record.ts");
  const { results } = await readEvaluation(evaluation, files);
  return results.map(({ runId }) => runId);
}

const labelHere = (
  session: LabelSession,
  { locations }: CheckEnvironment,
  { terminal, signal }: Face,
): Promise<void> =>
  labelInTerminal(session, {
    terminal,
    readKey: () =>
      readKey({
        input: process.stdin,
        signal,
        interrupt: () => process.kill(process.pid, "SIGINT"),
      }),
    editText: (text, path) =>
      editText(text, {
        path,
        editor: locations.variable("VISUAL") ?? locations.variable("EDITOR"),
      }),
  });

async function labelOnPage(
  session: LabelSession,
  { port, by }: LabelCommandOptions,
  { terminal, signal }: Face,
): Promise<void> {
  const { serveLabels } = await import("../../http/serve-labels.ts");
  await using page = await serveLabels(session, {
    port,
    by,
    onTrouble: (message) =>
      terminal.say(`${terminal.paint("red", "error")} ${escapeText(message)}`),
  });
  terminal.say("Open this address in a browser on this machine; Ctrl-C closes it:");
  terminal.result(page.url);
  await page.ended(signal);
}
