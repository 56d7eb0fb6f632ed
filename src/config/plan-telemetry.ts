/** Where spans and metrics go: nowhere, unless OpenTelemetry's own variables say so. */

import { isHereOrAt } from "../std/nearby-hosts.ts";
import type { Settings } from "./settings.ts";
import type { Variables } from "./variables.ts";

export type Signal = "traces" | "metrics";

export interface TelemetryPlan {
  /** What is sent; empty when telemetry is off. */
  readonly signals: readonly Signal[];
  /** In words, for `doctor`; names hosts, never paths, headers or keys. */
  readonly why: string;
  /** What to do where somebody wanted telemetry and does not get it. */
  readonly help: string | undefined;
}

const SIGNALS: readonly Signal[] = ["traces", "metrics"];

/** Whether any variable asks for telemetry: cheap, for every start. */
export const asksForTelemetry = (variables: Variables): boolean =>
  SIGNALS.some((signal) => endpointOf(signal, variables) !== undefined);

/**
 * Reads the standard variables. @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function planTelemetry(
  variables: Variables,
  settings: Pick<Settings, "offline" | "offline_hosts">,
): TelemetryPlan {
  const off = (why: string, help?: string): TelemetryPlan => ({ signals: [], why, help });
  if (variables["OTEL_SDK_DISABLED"]?.toLowerCase() === "true")
    return off("off: OTEL_SDK_DISABLED is set");
  if (!asksForTelemetry(variables)) return off("off: no OTEL_EXPORTER_OTLP_ENDPOINT is set");

  const wanted = SIGNALS.flatMap((signal) => {
    const endpoint = endpointOf(signal, variables);
    return endpoint === undefined ? [] : [{ signal, endpoint }];
  });
  const broken = wanted.find(({ endpoint }) => !isHttp(endpoint));
  if (broken !== undefined) {
    return off(
      `off: the endpoint for ${broken.signal} is no http or https URL`,
      "Set OTEL_EXPORTER_OTLP_ENDPOINT to one such as http://127.0.0.1:4318",
    );
  }
  const protocol = variables["OTEL_EXPORTER_OTLP_PROTOCOL"];
  if (protocol === "grpc") {
    return off(
      "off: OTEL_EXPORTER_OTLP_PROTOCOL is grpc, and only OTLP over HTTP is spoken",
      "Set it to http/json, and the endpoint to the collector's HTTP port, mostly 4318",
    );
  }
  const reachable = wanted.filter(
    ({ endpoint }) => !settings.offline || isHereOrAt(endpoint, settings.offline_hosts),
  );
  if (reachable.length === 0) {
    return off(
      "off: `offline` is set, and the collector is not on this machine",
      "Add its host to offline_hosts in your own configuration file",
    );
  }
  const hosts = [...new Set(reachable.map(({ endpoint }) => new URL(endpoint).host))];
  const signals = reachable.map(({ signal }) => signal);
  return {
    signals,
    why: `${signals.join(" and ")} to ${hosts.join(", ")}`,
    help: undefined,
  };
}

const endpointOf = (signal: Signal, variables: Variables): string | undefined => {
  const name = signal.toUpperCase();
  if (variables[`OTEL_${name}_EXPORTER`] === "none") return undefined;
  return (
    variables[`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`]?.trim() ||
    variables["OTEL_EXPORTER_OTLP_ENDPOINT"]?.trim() ||
    undefined
  );
};

const isHttp = (endpoint: string): boolean => /^https?:$/.test(URL.parse(endpoint)?.protocol ?? "");
