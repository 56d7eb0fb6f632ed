/**
 * The parts of a SARIF log that all of ours have in common.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */

/** What stands around the runs of a log; a log begins with it. */
export const SARIF_HEAD = {
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
} as const;

/** Whether a text begins as a log of ours does. */
export const LOOKS_LIKE_SARIF = /^\s*\{[^}]{0,300}"version":\s*"2\.1\.0"/;

export interface SarifRule {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** A run without its results, which come last so that they can be written as they come. */
export const sarifRunHead = ({
  name,
  version,
  rules,
  driver = {},
}: {
  readonly name: string;
  readonly version: string | undefined;
  readonly rules: readonly SarifRule[];
  /** More of the tool. @default nothing */
  readonly driver?: Readonly<Record<string, unknown>> | undefined;
}) => ({
  tool: { driver: { name, ...(version === undefined ? {} : { version }), rules, ...driver } },
  invocations: [{ executionSuccessful: true }],
  columnKind: "utf16CodeUnits",
});

/** Where a result is: a file, and a part of it. */
export interface SarifPlace {
  /** Relative to the project. */
  readonly path: string;
  /** In UTF-16 code units, from 1. @default all of the file */
  readonly region?: Readonly<Record<string, number>> | undefined;
  /** What it is called that is there. @default nothing */
  readonly name?: string | undefined;
}

export const sarifLocation = ({ path, region, name }: SarifPlace) => ({
  physicalLocation: {
    artifactLocation: { uri: toUri(path) },
    ...(region === undefined ? {} : { region }),
  },
  ...(name === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: name }] }),
});

const toUri = (path: string): string =>
  encodeURI(path.toWellFormed().replaceAll("\\", "/")).replaceAll(/[?#]/g, encodeURIComponent);
