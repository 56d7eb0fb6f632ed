/** A bundle → what in it does not fit; reads alone, so that anybody can do it anywhere. */

import { isError } from "../domain/diagnostic.ts";
import { readSlots } from "../domain/slot.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { canonicalJson } from "../std/canonical-json.ts";
import { type BundleItem, hashOf, proveFrozen, renderBundle } from "./bundle.ts";
import { bundleSchema } from "./bundle-schema.ts";

export interface CheckBundleOptions {
  /** Their guards read the slots again. */
  readonly languages: readonly LanguagePack[];
  readonly sha256: (text: string) => string;
  /** The bundle's hash as it was noted elsewhere. @default nobody noted it */
  readonly root?: string | undefined;
}

export interface CheckedBundle {
  /** As the bundle itself says; `undefined` where it cannot be read. */
  readonly root: string | undefined;
  /** What does not fit of the whole. */
  readonly problems: readonly string[];
  readonly items: readonly CheckedItem[];
}

export interface CheckedItem {
  readonly item: BundleItem;
  /** Empty where everything fits. */
  readonly problems: readonly string[];
}

/** Whether each byte is what was sealed, every hash fits, frozen text is the specification's, and the guard passes. */
export function checkBundle(text: string, options: CheckBundleOptions): CheckedBundle {
  const { sha256, root } = options;
  const value = parse(text);
  if (value === undefined) return unreadable("it is no JSON");
  const read = bundleSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return unreadable(
      `it is no bundle: ${issue?.path.join(".") || "the whole"}: ${issue?.message}`,
    );
  }
  const problems: string[] = [];
  if (renderBundle(value) !== text) problems.push("its text is not as it was written");
  if (hashWithoutOwn(value, sha256) !== read.data.sha256) problems.push("its own hash differs");
  if (root !== undefined && root !== read.data.sha256)
    problems.push(`its hash is ${read.data.sha256}, not the one that was noted`);
  if (read.data.items.length === 0) problems.push("nothing is in it");
  const ids = read.data.items.map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push("two of its items have one id");
  const items = (value as { readonly items: readonly object[] }).items;
  return {
    root: read.data.sha256,
    problems,
    items: read.data.items.map((item, at) => checkItem(item, items[at] ?? {}, options)),
  };
}

const unreadable = (why: string): CheckedBundle => ({
  root: undefined,
  problems: [why],
  items: [],
});

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As it is in the file, with whatever else somebody wrote into it. */
function hashWithoutOwn(value: object, sha256: (text: string) => string): string {
  const { sha256: _own, ...content } = value as Readonly<Record<string, unknown>>;
  return hashOf(content, sha256);
}

type ReadItem = Omit<BundleItem, "specification"> & {
  readonly specification: BundleItem["specification"] | { readonly kind: string };
};

function checkItem(item: ReadItem, raw: object, options: CheckBundleOptions): CheckedItem {
  const { sha256 } = options;
  const problems: string[] = [];
  const hold = (fits: boolean, problem: string): void => void (fits || problems.push(problem));
  hold(hashWithoutOwn(raw, sha256) === item.sha256, "its hash differs");
  if (!isFormal(item))
    return { item: item as BundleItem, problems: ["it is no file of contracts"] };
  const { specification, candidate, evidence, verdict, frozen } = item;
  hold(hashOf(specification, sha256) === item.specificationSha256, "its specification was changed");
  hold(sha256(specification.source) === item.sourceSha256, "its file of contracts was changed");
  hold(sha256(candidate.text) === candidate.sha256, "its candidate was changed");

  hold(
    evidence.specification.sha256 === item.specificationSha256 &&
      evidence.specification.name === specification.name,
    "its evidence is of another specification",
  );
  hold(evidence.sha256 === candidate.sha256, "its evidence is of another candidate");
  const named = candidate.companions.map(({ path, text }) => ({ path, sha256: sha256(text) }));
  hold(
    evidence.path === candidate.path && canonicalJson(evidence.companions) === canonicalJson(named),
    "its evidence names other files",
  );
  hold(
    evidence.language === item.language &&
      evidence.profile === item.profile &&
      specification.language === item.language &&
      canonicalJson([evidence.model, evidence.checks, evidence.notRun]) ===
        canonicalJson([item.model, verdict.checks, verdict.notRun]),
    "its evidence and its verdict disagree",
  );
  hold(
    verdict.status === "accepted" &&
      verdict.checks.length > 0 &&
      !verdict.diagnostics.some(isError),
    "its verdict is no acceptance",
  );
  hold(
    verdict.checks.some(({ phase, count }) => phase === verdict.phase && count > 0),
    "its verdict counts nothing that was proved",
  );
  const { name, version, toolchain } = item.checker;
  hold(
    verdict.checks.some(
      ({ tool, toolchain: digest }) =>
        tool.name === name && tool.version === version && digest === toolchain,
    ),
    "its checker is not the one of its verdict",
  );

  const proof = proveFrozen(specification, candidate.text, sha256);
  hold(proof !== undefined, "frozen text of the specification was changed in its candidate");
  if (proof !== undefined)
    hold(canonicalJson(proof) === canonicalJson(frozen), "its proof of frozen text differs");
  problems.push(...readGuard(item, options.languages));
  return { item, problems };
}

const isFormal = (item: ReadItem): item is BundleItem => item.specification.kind === "formal";

/** What the guard finds in the slots now: what it did not know when the bundle was sealed counts too. */
function readGuard(
  { specification, candidate, language }: BundleItem,
  languages: readonly LanguagePack[],
): readonly string[] {
  const formal = languages.find(({ id }) => id === language)?.formal;
  if (formal === undefined) return [`nothing here reads ${language}: the guard was not asked`];
  const { source, slots } = specification;
  if (canonicalJson(formal.readSlots(source)) !== canonicalJson(slots))
    return ["its slots are not the open places of its file"];
  const texts = readSlots(specification, candidate.text);
  if (texts === undefined) return [];
  return formal
    .findSlotBypasses(specification, texts, candidate.path)
    .filter(isError)
    .map(({ message }) => `the guard refuses it: ${message}`);
}
