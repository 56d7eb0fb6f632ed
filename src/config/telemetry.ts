/** Sets OpenTelemetry up for a process of ours. Who uses the library brings their own. */

import { isFault } from "../domain/fault.ts";
import { asksForTelemetry, planTelemetry, type Signal } from "./plan-telemetry.ts";
import type { Variables } from "./variables.ts";

export interface StartTelemetryOptions {
  /** A folder in the project. */
  readonly directory: string;
  /** Settings that win over files and variables. */
  readonly settings?: { readonly offline?: boolean | undefined } | undefined;
  readonly version: string;
  /** Hears, in one line, why nothing will be or was delivered. */
  readonly say: (line: string) => void;
  /** @default process.env */
  readonly variables?: Variables | undefined;
  /** Brings the packages, which are optional. @default imports them */
  readonly load?: (() => Promise<Sdk>) | undefined;
}

/** Longest time that one delivery, and so the end of a command, may take: a dead collector must not hold it up. */
const DELIVERY_LIMIT_MS = 2_000;

/** Everything is off, and nothing is loaded, unless the variables of OpenTelemetry name a collector. */
export async function startTelemetry(options: StartTelemetryOptions): Promise<AsyncDisposable> {
  const { variables = process.env, say } = options;
  if (!asksForTelemetry(variables)) return NOTHING;
  const settings = await readSettings(options);
  if (settings === undefined) return NOTHING;
  const { signals, why, help } = planTelemetry(variables, settings);
  if (signals.length === 0) {
    if (help !== undefined) say(`telemetry is ${why}. ${help}`);
    return NOTHING;
  }
  const sdk = await (options.load ?? loadSdk)().catch((error: unknown) => {
    if (!isMissingPackage(error)) throw error;
    return undefined;
  });
  if (sdk === undefined) {
    say(`telemetry is off: its packages are not installed. Run: npm install ${PACKAGES.join(" ")}`);
    return NOTHING;
  }
  return register(sdk, signals, options);
}

/** A command with broken configuration says so itself. */
async function readSettings({ directory, settings: flags, variables }: StartTelemetryOptions) {
  const { findProjectRoot } = await import("./find-project-root.ts");
  const { loadConfig } = await import("./load-config.ts");
  try {
    return (await loadConfig({ root: findProjectRoot(directory), flags, variables })).settings;
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

const PACKAGES = [
  "@opentelemetry/sdk-trace",
  "@opentelemetry/sdk-metrics",
  "@opentelemetry/resources",
  "@opentelemetry/exporter-trace-otlp-http",
  "@opentelemetry/exporter-metrics-otlp-http",
];

/** What is used of the packages. */
export type Sdk = Pick<
  typeof import("@opentelemetry/sdk-trace"),
  "BatchSpanProcessor" | "TracerProvider"
> &
  Pick<
    typeof import("@opentelemetry/sdk-metrics"),
    "MeterProvider" | "PeriodicExportingMetricReader"
  > &
  Pick<
    typeof import("@opentelemetry/resources"),
    | "detectResources"
    | "resourceAttributesEnvDetector"
    | "resourceFromAttributes"
    | "serviceNameEnvDetector"
  > &
  Pick<typeof import("@opentelemetry/exporter-trace-otlp-http"), "OTLPTraceExporter"> &
  Pick<typeof import("@opentelemetry/exporter-metrics-otlp-http"), "OTLPMetricExporter">;

async function loadSdk(): Promise<Sdk> {
  const [traces, metrics, resources, traceExporter, metricExporter] = await Promise.all([
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/sdk-metrics"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/exporter-metrics-otlp-http"),
  ]);
  return { ...traces, ...metrics, ...resources, ...traceExporter, ...metricExporter };
}

const isMissingPackage = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";

/** What the packages read from the environment themselves: endpoints, headers, compression. */
async function register(
  sdk: Sdk,
  signals: readonly Signal[],
  { version, say, variables = process.env }: StartTelemetryOptions,
): Promise<AsyncDisposable> {
  const { context, metrics, trace } = await import("@opentelemetry/api");
  const { createAsyncContext } = await import("./async-context.ts");
  const resource = sdk
    .resourceFromAttributes({ "service.name": "specwright", "service.version": version })
    .merge(
      sdk.detectResources({
        detectors: [sdk.resourceAttributesEnvDetector, sdk.serviceNameEnvDetector],
      }),
    );
  const asked = Number(variables["OTEL_EXPORTER_OTLP_TIMEOUT"]);
  const timeoutMillis = asked > 0 ? Math.min(asked, DELIVERY_LIMIT_MS) : DELIVERY_LIMIT_MS;
  const closing: (() => Promise<void>)[] = [];

  context.setGlobalContextManager(createAsyncContext());
  if (signals.includes("traces")) {
    const exporter = new sdk.OTLPTraceExporter({ timeoutMillis });
    const processor = new sdk.BatchSpanProcessor({ exporter, exportTimeoutMillis: timeoutMillis });
    const provider = new sdk.TracerProvider({ resource, spanProcessors: [processor] });
    trace.setGlobalTracerProvider(provider);
    closing.push(() => provider.shutdown());
  }
  if (signals.includes("metrics")) {
    const exporter = new sdk.OTLPMetricExporter({ timeoutMillis });
    const reader = new sdk.PeriodicExportingMetricReader({
      exporter,
      exportTimeoutMillis: timeoutMillis,
    });
    const provider = new sdk.MeterProvider({ resource, readers: [reader] });
    metrics.setGlobalMeterProvider(provider);
    closing.push(() => provider.shutdown());
  }

  return {
    async [Symbol.asyncDispose]() {
      const limit = AbortSignal.timeout(DELIVERY_LIMIT_MS);
      const isLate = new Promise<"late">((resolve) =>
        limit.addEventListener("abort", () => resolve("late"), { once: true }),
      );
      const isLost = await Promise.race([
        isLate,
        Promise.allSettled(closing.map((close) => close())).then((ends) =>
          ends.some(({ status }) => status === "rejected"),
        ),
      ]);
      if (isLost !== false) say("telemetry could not be delivered: the collector did not take it");
      trace.disable();
      metrics.disable();
      context.disable();
    },
  };
}

const NOTHING: AsyncDisposable = { async [Symbol.asyncDispose]() {} };
