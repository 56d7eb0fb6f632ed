import { judgeConsent } from "../../config/consent.ts";
import type { Config } from "../../config/load-config.ts";
import { modelsToAsk, openPriceList } from "../../config/open-price-list.ts";
import { toProviderSettings } from "../../config/provider-settings.ts";
import { Fault } from "../../domain/fault.ts";
import type { ModelPrice } from "../../domain/price.ts";
import type { CostRange, PlannedWork } from "../../model-access/money/estimate.ts";
import { withoutPrice } from "../../model-access/money/no-price.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { listProviders } from "../../providers/index.ts";
import { formatUsd } from "../../std/format-usd.ts";
import { askYesNo } from "./ask-yes-no.ts";
import { estimateWork } from "./estimate-work.ts";
import type { Terminal } from "./terminal.ts";

export interface AskConsentOptions {
  readonly config: Config;
  readonly clock: Clock;
  /** The model that is asked first, opened. */
  readonly model: Pick<
    LanguageModel,
    "id" | "contextWindowTokens" | "capabilities" | "countTokens"
  >;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Keeps what was agreed to. @default nobody */
  readonly audit?: AuditLog | undefined;
  /** Where the answer is read. @default process.stdin */
  readonly input?: (NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined }) | undefined;
  /** Where the question is put. @default process.stderr */
  readonly output?: NodeJS.WritableStream | undefined;
}

/**
 * Shows what `plan` may cost and asks whether to spend it; to be called before the first call to a model. Free models
 * are never asked about, and `plan` is not made for them.
 *
 * @throws {Fault} `budget/no-consent`; `budget/no-price` for a model without a price under a limit on money.
 * @throws `options.signal.reason` when aborted.
 */
export async function askConsent(
  plan: () => Promise<readonly PlannedWork[]>,
  options: AskConsentOptions,
): Promise<void> {
  const { config, clock, model, terminal } = options;
  const providers = listProviders(toProviderSettings(config.settings));
  const prices = await openPriceList(config, { providers, clock });
  const [first, ...others] = modelsToAsk(config.settings, model.id);
  const found = [prices.find(first), ...others.map((id) => prices.find(id))] as const;
  const consent = judgeConsent(found, config);
  if (consent.state === "free") return;

  const work = await plan();
  const isLimited =
    config.settings.max_usd !== undefined ||
    work.some(({ limits }) => limits.costUsd !== undefined);
  if (isLimited && found[0] === undefined) throw withoutPrice(model.id);
  const { total } = estimateWork(work, { model, prices: found, settings: config.settings });
  const spending = describeSpending(total, found[0], options);
  if (consent.state === "needed") await ask(spending, options);
  else terminal.say(spending);
  options.audit?.append({
    action: "consent-given",
    details: {
      model: model.id,
      lowUsd: total?.lowUsd ?? null,
      highUsd: total?.highUsd ?? null,
      by: consent.state === "given" ? consent.by : "answer on the terminal",
    },
  });
}

function describeSpending(
  range: CostRange | undefined,
  price: ModelPrice | undefined,
  { config: { settings, sources }, model }: AskConsentOptions,
): string {
  const { max_usd: limit } = settings;
  const cost =
    range === undefined
      ? `asking "${model.id}" costs money, and how much is not known`
      : `asking "${model.id}" may cost ${formatUsd(range.lowUsd)} to ${formatUsd(range.highUsd)}`;
  return [
    cost,
    ...(price === undefined ? [] : [`prices of ${price.asOf} (${price.source})`]),
    ...(limit === undefined ? [] : [`limit ${formatUsd(limit)} by ${sources.max_usd.from}`]),
  ].join("; ");
}

async function ask(spending: string, options: AskConsentOptions): Promise<void> {
  const { model, terminal, signal, input = process.stdin, output = process.stderr } = options;
  terminal.say(spending);
  if (input.isTTY !== true || !terminal.isLive) {
    throw new Fault(
      "budget/no-consent",
      `Cannot ask "${model.id}" without consent: it costs money, and nobody is at a terminal to be asked`,
      {
        help: "Say --yes, or set spend_without_asking = true in your own configuration file; specwright estimate tells more",
      },
    );
  }
  if (await askYesNo("Spend it?", { input, output, signal })) return;
  throw new Fault("budget/no-consent", `Cannot ask "${model.id}": consent was not given`, {
    help: "Nothing was spent",
  });
}
