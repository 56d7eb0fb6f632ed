/** Everything that is looked for in Python. */

import type { Call, Detector } from "../code.ts";
import { findLeaks } from "../detect/leaks.ts";
import { findAddresses, findOpenHosts } from "../detect/network.ts";
import { findGuessableNames, findTraversals } from "../detect/paths.ts";
import { findSlowPatterns } from "../detect/patterns.ts";
import { findMixedPrompts } from "../detect/prompts.ts";
import { findSecrets } from "../detect/secrets.ts";
import { findFilterInjections, findSqlInjections } from "../detect/statements.ts";
import {
  findFastPasswordHashes,
  findGuessableSecrets,
  findSlowComparisons,
} from "../detect/weak-secrets.ts";
import {
  findAssertedChecks,
  findSilentFailures,
  findTellingCalls,
  findToldFailures,
} from "./checks.ts";
import { findWeakConnections, findWeakCryptography, hashedBy } from "./cryptography.ts";
import { calledAddress, findDangerousFiles, findEndlessCalls, openedPath } from "./files.ts";
import { findDynamicCode, findUnsafeReading } from "./run-code.ts";
import { findEndlessReads, findMassAssignments, findProtocols, findWebDangers } from "./web.ts";

const PREDICTABLE = /^(?:random|numpy\.random)\.(?!SystemRandom|seed)\w+$/;
const PATTERN =
  /^(?:re|regex)\.(?:compile|search|match|fullmatch|findall|finditer|sub|subn|split)$/;

const patternOf = ({ name, positional }: Call) =>
  PATTERN.test(name ?? "") ? positional[0] : undefined;

export const PYTHON_DETECTORS: readonly Detector[] = [
  findSecrets,
  findDynamicCode,
  findSqlInjections,
  findUnsafeReading,
  findWeakCryptography,
  findFastPasswordHashes(hashedBy),
  findGuessableSecrets(({ name }) => PREDICTABLE.test(name ?? "")),
  findWeakConnections,
  findAddresses(calledAddress),
  findSlowComparisons,
  findEndlessCalls,
  findTraversals(openedPath),
  findDangerousFiles,
  findGuessableNames,
  findOpenHosts,
  findWebDangers,
  findAssertedChecks,
  findSilentFailures,
  findLeaks(findTellingCalls),
  findToldFailures,
  findSlowPatterns(patternOf),
  findProtocols,
  findMassAssignments,
  findEndlessReads,
  findFilterInjections,
  findMixedPrompts,
];
