import { availableParallelism, hostname } from "node:os";
import { work } from "../../../batch/run/work.ts";
import { judgeConsent } from "../../../config/consent.ts";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openSharedBatchStore } from "../../../config/open-batch-store.ts";
import { openModel } from "../../../config/open-model.ts";
import { modelsToAsk, openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { Fault } from "../../../domain/fault.ts";
import type { LanguageModel } from "../../../ports/language-model.ts";
import { listProviders } from "../../../providers/index.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import { type Face, Interruption } from "../face.ts";
import { hidePassword } from "../hide-password.ts";
import { tellNote, tellOpening } from "../tell-opening.ts";

export interface WorkerCommandOptions {
  readonly queue: string;
  readonly parallel?: number;
  readonly lease: number;
  readonly yes?: true;
  readonly json?: true;
}

/** `specwright worker --queue URL`: takes jobs of any batch until it is told to stop; what it held goes back then. */
export async function workerCommand(
  _args: readonly [],
  options: WorkerCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const settings = { spend_without_asking: options.yes };
  await using base = await createCheckEnvironment({ directory, settings });
  const { clock, random } = base;
  await using store = await openSharedBatchStore(options.queue, {
    clock,
    onNote: (note) => tellNote(note, terminal),
  });
  await using opened = new AsyncDisposableStack();
  const models = new Map<string, Promise<LanguageModel>>();
  const open = async (id: string): Promise<LanguageModel> => {
    // A batch names its model; everything else about it is this machine's own.
    const config = { ...base.config, settings: { ...base.config.settings, model: id } };
    await refuseWithoutConsent(id, { config, clock: base.clock });
    const { pace } = store;
    return opened.use(await openModel(config, base, { ...tellOpening(terminal), signal, pace }));
  };
  const modelFor = (id: string): Promise<LanguageModel> => {
    const known = models.get(id) ?? open(id);
    models.set(id, known);
    return known;
  };
  const parallel = options.parallel ?? 2 * availableParallelism();
  const worker = `${hostname()}-${random.nextId()}`;
  terminal.say(`working on ${hidePassword(options.queue)}, ${parallel} jobs at a time`);
  await work(
    store,
    { ...base, modelFor },
    {
      worker,
      parallel,
      signal,
      leaseMs: options.lease,
      onEvent(event) {
        if (options.json === true) terminal.json({ ...event, job: event.job.id });
        else terminal.live(`${event.type} ${escapeText(event.job.id)}`);
      },
    },
  );
  if (signal.reason instanceof Interruption) return signal.reason.reason;
  return "accepted";
}

/** Nobody sits at a worker to be asked. @throws {Fault} `budget/no-consent` */
async function refuseWithoutConsent(
  id: string,
  {
    config,
    clock,
  }: {
    readonly config: Parameters<typeof judgeConsent>[1];
    readonly clock: Parameters<typeof openPriceList>[1]["clock"];
  },
): Promise<void> {
  const providers = listProviders(toProviderSettings(config.settings));
  const prices = await openPriceList(config, { providers, clock });
  const found = modelsToAsk(config.settings, id).map((each) => prices.find(each));
  if (judgeConsent(found, config).state !== "needed") return;
  throw new Fault("budget/no-consent", `Cannot ask "${id}" for the batch: it costs money`, {
    help: "Say --yes on each worker, or set spend_without_asking = true in its user's configuration",
  });
}
