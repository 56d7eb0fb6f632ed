/** Everything that is looked for in Rust. */

import type { Detector } from "../code.ts";
import { findLeaks } from "../detect/leaks.ts";
import { findAddresses, findOpenHosts } from "../detect/network.ts";
import { findGuessableNames, findTraversals } from "../detect/paths.ts";
import { findSlowPatterns } from "../detect/patterns.ts";
import { findSecrets } from "../detect/secrets.ts";
import { findFilterInjections, findSqlInjections } from "../detect/statements.ts";
import {
  findFastPasswordHashes,
  findGuessableSecrets,
  findSlowComparisons,
} from "../detect/weak-secrets.ts";
import {
  calledAddress,
  findDangerousCalls,
  findDebugChecks,
  findProtocols,
  findSilentFailures,
  findTellingCalls,
  hashedBy,
  openedPath,
  patternOf,
} from "./libraries.ts";
import { findCommands, findUnguardedMemory } from "./run-code.ts";

const PREDICTABLE =
  /^(?:fastrand|oorandom)::\w+|^rand::rngs::(?:SmallRng|mock::StepRng)::|^rand::(?:\w+::)*SmallRng::/;

export const RUST_DETECTORS: readonly Detector[] = [
  findSecrets,
  findCommands,
  findSqlInjections,
  findFastPasswordHashes(hashedBy),
  findGuessableSecrets(({ name }) => PREDICTABLE.test(name ?? "")),
  findAddresses(calledAddress),
  findSlowComparisons,
  findDangerousCalls,
  findTraversals(openedPath),
  findGuessableNames,
  findOpenHosts,
  findDebugChecks,
  findSilentFailures,
  findLeaks(findTellingCalls),
  findSlowPatterns(patternOf),
  findProtocols,
  findFilterInjections,
  findUnguardedMemory,
];
