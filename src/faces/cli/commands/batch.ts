import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
  batchFolder,
  listBatches,
  readSetup,
  writeSetup,
} from "../../../batch/run/batch-record.ts";
import type { BatchSetup } from "../../../batch/run/batch-setup.ts";
import { runBatch } from "../../../batch/run/run-batch.ts";
import { work } from "../../../batch/run/work.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { Config } from "../../../config/load-config.ts";
import { openLocalBatchStore, openSharedBatchStore } from "../../../config/open-batch-store.ts";
import { openModel } from "../../../config/open-model.ts";
import { Fault } from "../../../domain/fault.ts";
import type { BatchStore } from "../../../ports/batch-store.ts";
import type { CheckEnvironment } from "../../../ports/environment.ts";
import type { LanguageModel } from "../../../ports/language-model.ts";
import { askConsent } from "../ask-consent.ts";
import type { BatchCommandOptions } from "../batch-options.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { exitOfBatch, finishBatch, refuseOccupiedByBatch } from "../finish-batch.ts";
import { followBatch } from "../follow-batch.ts";
import { hidePassword } from "../hide-password.ts";
import { listBatchItems } from "../list-batch-items.ts";
import { toSettings } from "../model-settings.ts";
import { planBatchWork, prepareBatchSetup, showBatchPlan } from "../plan-batch.ts";
import { tellChanged } from "../tell-changed.ts";
import { tellNote, tellOpening } from "../tell-opening.ts";
import { tellTrust } from "../tell-trust.ts";

type Base = CheckEnvironment & { readonly config: Config };

/** `specwright batch PATH…`: everything that can be refused is refused before a model is asked. */
export async function batchCommand(
  [paths]: readonly [readonly string[]],
  options: BatchCommandOptions,
  face: Face,
): Promise<ExitReason> {
  const { terminal, signal, directory } = face;
  refuseOddWishes(paths, options);
  const earlier = await readEarlier(options, face);
  const settings = toSettings(options);
  const model = earlier?.model ?? settings?.model;
  await using base = await createCheckEnvironment({ directory, settings: { ...settings, model } });
  const listed =
    earlier === undefined
      ? await listBatchItems(paths, base, { directory, language: options.language, signal })
      : undefined;
  if (listed !== undefined && listed.closed > 0)
    terminal.say(`${listed.closed} files hold nothing open: they are read where they are included`);
  const specifications = (earlier ?? listed)?.items.map(({ specification }) => specification);
  tellTrust(specifications ?? [], base, terminal);
  if (earlier !== undefined) await tellChanged(earlier.items, base.files, terminal);
  if (options.plan === true && listed !== undefined)
    return await showBatchPlan(listed, base, { options, face });

  await using shared =
    options.queue === undefined ? undefined : await openShared(options.queue, base, face);
  const pace = shared?.pace;
  await using opened = await openModel(base.config, base, {
    ...tellOpening(terminal),
    signal,
    pace,
  });
  const setup =
    earlier ?? (await prepareBatchSetup(listed ?? NOTHING, base, { options, model: opened }));
  await refuseOccupiedByBatch(setup, base, { options, directory });
  await askConsent(() => planBatchWork(setup, base, opened), {
    ...base,
    model: opened,
    terminal,
    signal,
  });
  if (earlier === undefined) await writeSetup(setup, base.files);
  await using local = shared === undefined ? await openLocal(setup, base, face) : undefined;
  const store = shared ?? local;
  if (store === undefined) throw new TypeError("Cannot run a batch without a store");
  return await run(setup, { base, model: opened, store, options, face });
}

/** @throws {Fault} `usage/invalid` */
function refuseOddWishes(paths: readonly string[], { resume, plan }: BatchCommandOptions): void {
  const refuse = (what: string, help: string): Fault =>
    new Fault("usage/invalid", `Cannot ${what}`, { help });
  if (resume === undefined && paths.length === 0)
    throw refuse(
      "run a batch of nothing",
      "Name files or folders, or say --resume to go on with a batch",
    );
  if (resume !== undefined && paths.length > 0)
    throw refuse(
      "add files to a batch that is gone on with",
      "Leave the files out, or leave --resume out for a batch of its own",
    );
  if (resume !== undefined && plan === true)
    throw refuse("plan a batch that is gone on with", "Leave --plan out: its plan is made");
}

const NOTHING = { items: [], unreadable: [] };

async function readEarlier(
  { resume }: BatchCommandOptions,
  { directory }: Face,
): Promise<BatchSetup | undefined> {
  if (resume === undefined) return undefined;
  await using base = await createCheckEnvironment({ directory });
  const id = resume === true ? (await listBatches(base.files)).at(-1) : resume;
  if (id === undefined)
    throw new Fault("record/missing", "Cannot go on with a batch: there is none in this project");
  return readSetup(id, base.files);
}

const openLocal = (
  { batchId }: BatchSetup,
  { clock, files }: Base,
  { terminal }: Face,
): Promise<BatchStore> =>
  openLocalBatchStore(join(files.root, batchFolder(batchId)), {
    clock,
    onNote: (note) => tellNote(note, terminal),
  });

const openShared = (queue: string, { clock }: Base, { terminal }: Face): Promise<BatchStore> =>
  openSharedBatchStore(queue, { clock, onNote: (note) => tellNote(note, terminal) });

interface Running {
  readonly base: Base;
  readonly model: LanguageModel;
  readonly store: BatchStore;
  readonly options: BatchCommandOptions;
  readonly face: Face;
}

async function run(
  setup: BatchSetup,
  { base, model, store, options, face }: Running,
): Promise<ExitReason> {
  const { terminal, signal } = face;
  const { queue, json } = options;
  // With a queue the workers are elsewhere, unless it is said that this process works too.
  const parallel = options.parallel ?? (queue === undefined ? defaultParallel() : 0);
  const environment = { ...base, store, countTokens: model.countTokens };
  const worker = `coordinator-${base.random.nextId()}`;
  const events = runBatch(setup, environment, {
    signal,
    parallel: availableParallelism(),
    work:
      parallel === 0
        ? undefined
        : (stop) =>
            work(
              store,
              { ...base, modelFor: async () => model },
              {
                worker,
                parallel,
                signal: stop,
                leaseMs: LEASE_MS,
              },
            ),
  });
  if (parallel === 0)
    terminal.say(`waiting for workers: specwright worker --queue ${hidePassword(queue ?? "")}`);
  const startedAt = base.clock.elapsed();
  try {
    const outcome = await followBatch(events, {
      terminal,
      isJson: json === true,
      clock: base.clock,
    });
    const timeMs = Math.round(base.clock.elapsed() - startedAt);
    await finishBatch(setup, outcome, { base, options, face, timeMs });
    return exitOfBatch(outcome);
  } catch (error) {
    terminal.say(resumeHint(setup, queue));
    throw error;
  }
}

/** A worker waits for models more than it works; checkers take turns by themselves. */
const defaultParallel = (): number => 2 * availableParallelism();

const LEASE_MS = 30_000;

const resumeHint = ({ batchId }: BatchSetup, queue: string | undefined): string =>
  `Go on, and pay for nothing twice, with: specwright batch --resume ${batchId}${queue === undefined ? "" : ` --queue ${hidePassword(queue)}`}`;
