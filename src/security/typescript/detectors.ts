/** Everything that is looked for in TypeScript and JavaScript. */

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
import { findWeakConnections, findWeakCryptography, hashedBy } from "./cryptography.ts";
import { calledAddress, findDangerousFiles, findEndlessCalls, openedPath } from "./files.ts";
import { findDynamicCode, findMassAssignments, findUnsafeReading } from "./run-code.ts";
import {
  findPrintedChecks,
  findProtocols,
  findSilentFailures,
  findTellingCalls,
  findTemplates,
  findToldFailures,
  findTrustedHtml,
  patternLiterals,
} from "./web.ts";

const patternOf = ({ name, positional }: Call) => (name === "RegExp" ? positional[0] : undefined);

export const TYPESCRIPT_DETECTORS: readonly Detector[] = [
  findSecrets,
  findDynamicCode,
  findSqlInjections,
  findUnsafeReading,
  findWeakCryptography,
  findFastPasswordHashes(hashedBy),
  findGuessableSecrets(({ name }) => name === "Math.random" || name === "crypto.pseudoRandomBytes"),
  findWeakConnections,
  findAddresses(calledAddress),
  findSlowComparisons,
  findEndlessCalls,
  findTraversals(openedPath),
  findDangerousFiles,
  findGuessableNames,
  findOpenHosts,
  findPrintedChecks,
  findSilentFailures,
  findLeaks(findTellingCalls),
  findToldFailures,
  findTemplates,
  findTrustedHtml,
  findSlowPatterns(patternOf, patternLiterals),
  findProtocols,
  findMassAssignments,
  findFilterInjections,
  findMixedPrompts,
];
