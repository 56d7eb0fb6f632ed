import { findProjectRoot } from "../../../config/find-project-root.ts";
import { loadConfig } from "../../../config/load-config.ts";
import { openPriceList } from "../../../config/open-price-list.ts";
import { toProviderSettings } from "../../../config/provider-settings.ts";
import { Fault } from "../../../domain/fault.ts";
import type { ModelPrice } from "../../../domain/price.ts";
import type { ListedPrices } from "../../../model-access/money/prices/create-price-list.ts";
import { systemClock } from "../../../platform/clock.ts";
import { listProviders } from "../../../providers/index.ts";
import { describeTiers } from "../describe-price.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";

const TITLES = ["model", "above", "input", "output", "cached", "cache write", "batch", "as of"];

/** `specwright prices list` */
export async function listPricesCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const listed = (await loadPrices(directory)).list();
  if (options.json) {
    for (const price of listed) terminal.json(toJson(price));
    return "accepted";
  }
  terminal.result(renderTable([...TITLES, "source"], listed.flatMap(toRows)));
  terminal.say("USD per million tokens; `above`: for requests with more input tokens than that");
  return "accepted";
}

/** `specwright prices show MODEL` */
export async function showPriceCommand(
  [modelId]: readonly [string],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const price = (await loadPrices(directory)).find(modelId);
  if (price === undefined) throw unknown(modelId);
  if (options.json) {
    terminal.json(toJson(price));
    return "accepted";
  }
  terminal.result(
    [
      `${escapeText(price.modelId)}, USD per million tokens:`,
      ...describeTiers(price).map((line) => `  ${line}`),
      price.batchFactor === undefined
        ? "  no lower price through a batch interface"
        : `  batches: ${price.batchFactor} of input and output`,
      `  source: ${escapeText(price.source)}, as of ${price.asOf}`,
    ].join("\n"),
  );
  return "accepted";
}

async function loadPrices(directory: string): Promise<ListedPrices> {
  const config = await loadConfig({ root: findProjectRoot(directory) });
  const providers = listProviders(toProviderSettings(config.settings));
  return openPriceList(config, { providers, clock: systemClock });
}

const toRows = (price: ModelPrice): readonly (readonly string[])[] =>
  price.tiers.map(({ aboveInputTokens, rates }) => [
    escapeText(price.modelId),
    aboveInputTokens === 0 ? "" : `${aboveInputTokens}`,
    `${rates.input}`,
    `${rates.output}`,
    `${rates.cacheRead}`,
    `${rates.cacheWrite}`,
    price.batchFactor === undefined ? "-" : `${price.batchFactor}`,
    price.asOf,
    escapeText(price.source),
  ]);

const toJson = (price: ModelPrice): Record<string, unknown> => ({
  ...price,
  batchFactor: price.batchFactor ?? null,
});

const unknown = (modelId: string): Fault =>
  new Fault("budget/no-price", `Cannot tell the price of "${modelId}": no source here has it`, {
    help: modelId.includes("/")
      ? `Put it into your configuration file, in USD per million tokens: [prices."${modelId}"] with input and output; specwright prices list shows what is known`
      : "Name it as provider/model; specwright prices list shows what is known",
  });
