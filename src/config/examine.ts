import type { CheckEnvironment } from "../ports/environment.ts";
import { examineConstraints } from "./examine-constraints.ts";
import { findChain, findLimits } from "./examine-limits.ts";
import { examineModels } from "./examine-models.ts";
import { examineStores } from "./examine-stores.ts";
import { type Finding, failed } from "./finding.ts";
import type { Config } from "./load-config.ts";

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
  yield* examineModels(config, environment);
  yield* findLimits(config.settings);
  yield* findChain(config.settings);
  yield* examineConstraints();
  yield* examineStores(config, environment);
}
