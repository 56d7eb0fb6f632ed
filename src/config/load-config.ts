import { homedir } from "node:os";
import { join, relative } from "node:path";
import { Fault } from "../domain/fault.ts";
import { SECURITY_POLICIES } from "../ports/security-scanner.ts";
import { type RawSettings, readConfigFile } from "./config-file.ts";
import {
  SETTING_KEYS,
  type SettingKey,
  type Settings,
  settingsSchema,
  variableOf,
} from "./settings.ts";
import type { Variables } from "./variables.ts";

/** Where a setting's value came from; the earlier wins. */
export type SettingSource = "flag" | "environment" | "project" | "user" | "default";

export interface Config {
  readonly settings: Settings;
  readonly sources: Readonly<
    Record<SettingKey, { readonly source: SettingSource; readonly from: string }>
  >;
}

export interface LoadConfigOptions {
  /** Absolute path of the project's root. */
  readonly root: string;
  /** Values from the command line or the caller; `undefined` says nothing. */
  readonly flags?: Readonly<Partial<Record<SettingKey, unknown>>> | undefined;
  /** @default process.env */
  readonly variables?: Variables | undefined;
}

interface Layer {
  readonly source: SettingSource;
  readonly values: RawSettings;
  readonly nameOf: (key: SettingKey) => string;
}

export const PROJECT_FILE = "specwright.toml";

/** Absolute path of the user's configuration file. */
export const userConfigFile = (variables: Variables): string =>
  join(variables["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "specwright", "config.toml");

/**
 * All settings, each from the first of flag, environment, project file, user file and default that has it.
 *
 * @throws {Fault} `config/invalid` naming the source, the setting and what it should be.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<Config> {
  const { root, flags = {}, variables = process.env } = options;
  const userFile = userConfigFile(variables);
  const project = await readConfigFile(join(root, PROJECT_FILE));
  refuseDangerFromProject(project);
  const layers: readonly Layer[] = [
    { source: "flag", values: flags, nameOf: (key) => `--${key.replaceAll("_", "-")}` },
    {
      source: "environment",
      values: readVariables(variables),
      nameOf: (key) => variableOf(key) ?? key,
    },
    { source: "project", values: project, nameOf: () => PROJECT_FILE },
    { source: "user", values: await readConfigFile(userFile), nameOf: () => shorten(userFile) },
  ];

  const values: Partial<Record<SettingKey, unknown>> = {};
  const sources = {} as Record<SettingKey, { source: SettingSource; from: string }>;
  for (const key of SETTING_KEYS) {
    const layer = layers.find(({ values: held }) => held[key] !== undefined);
    values[key] = layer === undefined ? undefined : check(key, layer);
    sources[key] =
      layer === undefined
        ? { source: "default", from: "default" }
        : { source: layer.source, from: layer.nameOf(key) };
    const closed = key === "offline" ? findOffline(layers) : undefined;
    if (closed !== undefined) {
      values[key] = true;
      sources[key] = { source: closed.source, from: closed.nameOf(key) };
    }
    const strict = key === "security_scan" ? findStricter(layers) : undefined;
    if (strict !== undefined) {
      values[key] = strict.value;
      sources[key] = { source: strict.source, from: strict.from };
    }
    const lower = isCap(key) ? findLower(key, layers) : undefined;
    if (lower === undefined) continue;
    values[key] = lower.value;
    sources[key] = { source: lower.source, from: lower.from };
  }
  const config = { settings: settingsSchema.parse(values), sources };
  refuseRouteToItself(config);
  return config;
}

/** A share of a model's own runs is none. A model that is named for once, by flag or variable, may be a route's. */
function refuseRouteToItself({ settings: { model, routes }, sources }: Config): void {
  const { source, from } = sources.model;
  if (source !== "project" && source !== "user") return;
  const at = routes.findIndex((route) => route.model === model && route.share !== undefined);
  if (at === -1) return;
  throw new Fault(
    "config/invalid",
    `Cannot use routes.${at}.model from ${sources.routes.from}: "${model}" is the model of ${from} too, and a share must be of another's runs`,
    { help: "Name another model there, or leave the share out" },
  );
}

/** Limits that a project may only lower: whoever pays decides how much. */
const CAPS = ["max_usd", "max_usd_per_task"] as const satisfies readonly SettingKey[];

const isCap = (key: SettingKey): key is (typeof CAPS)[number] =>
  CAPS.some((known) => known === key);

/** Who says that nothing leaves the machine, where a project says otherwise: a project may only forbid it. */
function findOffline(layers: readonly Layer[]): Layer | undefined {
  const named = layers.filter(({ values }) => values["offline"] !== undefined);
  const [first, own] = named;
  return first?.source === "project" && own !== undefined && check("offline", own) === true
    ? own
    : undefined;
}

/** The user's own policy on dangerous code, or the default, where a project's is looser. */
function findStricter(
  layers: readonly Layer[],
): { readonly value: unknown; readonly source: SettingSource; readonly from: string } | undefined {
  const named = layers.filter(({ values }) => values["security_scan"] !== undefined);
  const [first, own] = named;
  if (first?.source !== "project") return undefined;
  const rank = (value: unknown): number =>
    SECURITY_POLICIES.findIndex((policy) => policy === value);
  const value = own === undefined ? SECURITY_POLICIES[0] : check("security_scan", own);
  if (rank(check("security_scan", first)) <= rank(value)) return undefined;
  return own === undefined
    ? { value, source: "default", from: "default" }
    : { value, source: own.source, from: own.nameOf("security_scan") };
}

/** The lower of the user's limit and the project's; `undefined` where not both name one. */
function findLower(
  key: (typeof CAPS)[number],
  layers: readonly Layer[],
): { readonly value: number; readonly source: SettingSource; readonly from: string } | undefined {
  const named = layers.filter(({ values }) => values[key] !== undefined);
  const own = named.find(({ source }) => source !== "project");
  const project = named.find(({ source }) => source === "project");
  if (own === undefined || project === undefined) return undefined;
  const [ownUsd, projectUsd] = [own, project].map((layer) => Number(check(key, layer))) as [
    number,
    number,
  ];
  const { source } = own;
  if (ownUsd <= projectUsd) return { value: ownUsd, source, from: own.nameOf(key) };
  const from = `${project.nameOf(key)}, lower than ${own.nameOf(key)}`;
  return { value: projectUsd, source: "project", from };
}

function check(key: SettingKey, layer: Layer): unknown {
  const result = settingsSchema.shape[key].safeParse(layer.values[key]);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const at = [key, ...(issue?.path ?? [])].join(".");
  throw new Fault(
    "config/invalid",
    `Cannot use ${at} from ${layer.nameOf(key)}: ${issue?.message}`,
    {
      help: "specwright config show tells every setting and where it comes from",
    },
  );
}

/** Variables are text: `true`, `false` and whole numbers mean what they say. */
function readVariables(variables: Variables): RawSettings {
  const entries = SETTING_KEYS.flatMap((key) => {
    const text = variables[variableOf(key) ?? ""];
    return text === undefined || text === "" ? [] : [[key, fromText(text)] as const];
  });
  return Object.fromEntries(entries);
}

const fromText = (text: string): unknown =>
  text === "true"
    ? true
    : text === "false"
      ? false
      : /^-?\d+(?:\.\d+)?$/.test(text)
        ? Number(text)
        : text;

/**
 * Settings by which a project could spend money, send text elsewhere, make a price look lower, or bring engines, which
 * are programs, and kept answers of its own.
 */
const USER_ONLY = [
  "cache_directory",
  "offline_hosts",
  "prices",
  "spend_without_asking",
  "telemetry_content",
] as const satisfies readonly SettingKey[];

/**
 * A project's file travels with the project. One that pairs a server with a key's name could have the key sent
 * anywhere, one that names a program could have anything executed: only the user's own file may.
 */
function refuseDangerFromProject(project: RawSettings): void {
  const own = USER_ONLY.find((key) => project[key] !== undefined);
  if (own !== undefined) {
    throw new Fault("config/invalid", `Cannot use ${own} from ${PROJECT_FILE}`, {
      help: "A project may not decide that: move it to your own configuration file",
    });
  }
  const [program] = Object.keys((project["programs"] ?? {}) as Record<string, unknown>);
  if (program !== undefined) {
    throw new Fault("config/invalid", `Cannot use programs.${program} from ${PROJECT_FILE}`, {
      help: "A project may not say which programs run: move it to your own configuration file",
    });
  }
  const endpoints = Object.entries((project["endpoints"] ?? {}) as Record<string, object>);
  const [name] = endpoints.find(([, value]) => "api_key_env" in value) ?? [];
  if (name === undefined) return;
  throw new Fault(
    "config/invalid",
    `Cannot use endpoints.${name}.api_key_env from ${PROJECT_FILE}`,
    {
      help: "A project may not say where a key is sent: move the endpoint to your own configuration file",
    },
  );
}

const shorten = (path: string): string => {
  const inHome = relative(homedir(), path);
  return inHome.startsWith("..") ? path : `~/${inHome}`;
};
