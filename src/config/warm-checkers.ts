import { isError } from "../domain/diagnostic.ts";
import { Fault } from "../domain/fault.ts";
import { readPackageVersion } from "../platform/package-version.ts";
import type { Checker, LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import type { VerdictStore } from "../ports/verdict-store.ts";
import { withToolchain } from "../verification/with-toolchain.ts";
import { withVerdictCache } from "../verification/with-verdict-cache.ts";

/** Generous: a cold compiler on a busy machine may take seconds for its first file. */
const PROBE_TIMEOUT_MS = 60_000;

export interface WarmCheckers extends AsyncDisposable {
  /** The pack's checker: opened and probed at the first call, the same one after that. */
  checkerFor(language: LanguagePack): Promise<Checker>;
}

/**
 * Keeps one warm checker a language; closing closes them all. `openVerdicts` is where verifiers remember what they
 * found; it is called at most once, for the first of them. Without it everything is proved anew.
 */
export function createWarmCheckers(
  machine: Machine,
  openVerdicts?: () => Promise<VerdictStore>,
): WarmCheckers {
  const open = new Map<string, Promise<Checker>>();
  let verdicts: Promise<VerdictStore> | undefined;

  const openRemembering = async (language: LanguagePack): Promise<Checker> => {
    const checker = withToolchain(await openProbed(language, machine));
    const { formal } = language;
    if (formal === undefined || openVerdicts === undefined) return checker;
    verdicts ??= openVerdicts();
    const version = readPackageVersion();
    return withVerdictCache(checker, { ...machine, formal, version, store: await verdicts });
  };

  return {
    checkerFor(language) {
      const known = open.get(language.id);
      if (known !== undefined) return known;
      const opening = openRemembering(language);
      open.set(language.id, opening);
      // A pack that could not be opened may be tried again, once its toolchain is there.
      opening.catch(() => open.delete(language.id));
      return opening;
    },
    async [Symbol.asyncDispose]() {
      const checkers = await Promise.allSettled(open.values());
      open.clear();
      await Promise.all(
        checkers.map((result) =>
          result.status === "fulfilled" ? result.value[Symbol.asyncDispose]() : undefined,
        ),
      );
      (await verdicts)?.[Symbol.dispose]();
    },
  };
}

/**
 * A checker is believed only after it has accepted a good program, refused a bad one and found a bypass.
 *
 * @throws {Fault} `toolchain/broken` when it does not.
 */
async function openProbed(language: LanguagePack, machine: Machine): Promise<Checker> {
  const checker = await language.openChecker(machine);
  const failure = await findFailedProbe(language, checker);
  if (failure === undefined) return checker;
  await checker[Symbol.asyncDispose]();
  throw new Fault(
    "toolchain/broken",
    `Cannot trust the ${language.displayName} checker: ${failure}`,
    {
      help: "specwright doctor tells which program it is",
    },
  );
}

async function findFailedProbe(
  language: LanguagePack,
  checker: Checker,
): Promise<string | undefined> {
  const limits = { timeoutMs: PROBE_TIMEOUT_MS, signal: undefined };
  const options = { ...limits, specification: undefined, profile: language.profiles[0] };
  const probe = (text: string) => ({
    language: language.id,
    path: `probe${language.fileExtensions[0]}`,
    text,
    companions: [],
  });
  const accepted = await checker.check(probe(language.probes.accepted), options);
  if (accepted.status !== "accepted") return `its good probe is ${accepted.status}`;
  const rejected = await checker.check(probe(language.probes.rejected), options);
  if (rejected.status !== "rejected") return `its bad probe is ${rejected.status}`;
  const bypasses = await checker.findBypasses(probe(language.probes.bypass), limits);
  return bypasses.some(isError) ? undefined : "it does not see the bypass in its probe";
}
