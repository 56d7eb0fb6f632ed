import { isFault } from "../domain/fault.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import { listProviders } from "../providers/index.ts";
import { chooseModel } from "./choose-model.ts";
import type { Config } from "./load-config.ts";
import { toProviderSettings } from "./provider-settings.ts";

/** One thing that `doctor` looked at. */
export interface Finding {
  readonly area: "machine" | "language" | "provider" | "model";
  readonly name: string;
  readonly isReady: boolean;
  /** Whether the main job cannot be done without it. */
  readonly isNeeded: boolean;
  readonly why: string;
  readonly help: string | undefined;
}

/** Looks at everything a run needs, as it goes; spends nothing and changes nothing. */
export async function* examine(
  environment: CheckEnvironment & { readonly config: Config },
): AsyncGenerator<Finding> {
  const { sandbox, languages, config } = environment;
  yield {
    area: "machine",
    name: "Node",
    isReady: true,
    isNeeded: true,
    why: `Node ${process.versions.node} on ${process.platform}-${process.arch}`,
    help: undefined,
  };
  const isFull = sandbox?.supports("node") ?? false;
  yield {
    area: "machine",
    name: "sandbox",
    isReady: sandbox !== undefined,
    isNeeded: true,
    why:
      sandbox === undefined
        ? "nothing here isolates generated code, so examples and tests are not run"
        : `${sandbox.id}${isFull ? "" : ": pure JavaScript only; tests and Python are not run"}`,
    help: isFull ? undefined : "Install bubblewrap (Debian: apt-get install bubblewrap)",
  };
  for (const language of languages) {
    const state = await language.probeToolchain(environment);
    yield { area: "language", name: language.displayName, isNeeded: false, ...state };
    if (!state.isReady) continue;
    const startedAt = environment.clock.elapsed();
    yield await environment.checkerFor(language).then(
      ({ tool }) => ({
        area: "language" as const,
        name: `${language.displayName} checker`,
        isReady: true,
        isNeeded: true,
        why: `${tool.name} ${tool.version} passed its probes in ${Math.round(environment.clock.elapsed() - startedAt)} ms`,
        help: undefined,
      }),
      (error: unknown) => failed(error, "language", `${language.displayName} checker`),
    );
  }
  const settings = toProviderSettings(config.settings);
  const providers = listProviders(settings);
  for (const provider of providers) {
    const { isReady, why, help } = await provider.probe(settings, environment);
    yield { area: "provider", name: provider.displayName, isReady, isNeeded: false, why, help };
  }
  yield await chooseModel(config, providers, settings, environment).then(
    ({ id, why }) => ({
      area: "model" as const,
      name: "model to ask",
      isReady: true,
      isNeeded: true,
      why: `${id} (${why})`,
      help: undefined,
    }),
    (error: unknown) => failed(error, "model", "model to ask"),
  );
}

function failed(error: unknown, area: Finding["area"], name: string): Finding {
  if (!isFault(error)) throw error;
  return { area, name, isReady: false, isNeeded: true, why: error.message, help: error.help };
}
