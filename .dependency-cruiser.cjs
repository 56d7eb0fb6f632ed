/** The dependency rules of ARCHITECTURE.md as code. */

const TEST = "[.](test|bench|test-d)[.]ts$|^src/testing/";
const ROOM = "^src/(specifications|languages|providers)/([^/]+)/";
/** `from` may import, inside src/, only what matches `allowed`. */
const only = (name, from, ...allowed) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: TEST },
  to: { path: "^src/", pathNot: allowed },
});
const never = (name, from, to) => ({ name, severity: "error", from, to });

module.exports = {
  forbidden: [
    never("no-cycles", {}, { circular: true }),
    only("domain-knows-nothing", "^src/domain/", "^src/domain/"),
    only("std-knows-nothing", "^src/std/", "^src/std/"),
    only("ports-speak-of-nouns", "^src/ports/", "^src/(domain|ports)/"),
    only(
      "stages-are-strangers",
      "^src/pipeline/([^/]+)/",
      "^src/(domain|ports|std|syntax)/",
      "^src/pipeline/$1/",
    ),
    only(
      "flow-sees-its-stages",
      "^src/pipeline/[^/]+[.]ts$",
      "^src/(domain|ports|std|pipeline|conversation)/",
    ),
    only("rooms-are-strangers", ROOM, "^src/(domain|ports|std|syntax)/", "^src/$1/$2/"),
    only("syntax-only-reads-trees", "^src/syntax/", "^src/(domain|ports|std|syntax)/"),
    only("security-only-scans", "^src/security/", "^src/(domain|ports|std|syntax|security)/"),
    only(
      "repository-only-looks-up",
      "^src/repository/",
      "^src/(domain|ports|std|syntax|repository)/",
    ),
    only("learning-only-counts", "^src/learning/", "^src/(domain|ports|std|syntax|learning)/"),
    only("patterns-only-match", "^src/patterns/", "^src/(domain|ports|std|patterns)/"),
    only("templates-only-word", "^src/templates/", "^src/(domain|ports|std|templates)/"),
    only(
      "tuning-stands-on-runs",
      "^src/tuning/",
      "^src/(domain|ports|std|templates|pipeline|tuning)/",
    ),
    only(
      "verification-judges-again",
      "^src/verification/",
      "^src/(domain|ports|std|pipeline|verification)/",
    ),
    only(
      "batches-stand-on-the-flow",
      "^src/batch/",
      "^src/(domain|ports|std|pipeline|model-access|batch)/",
    ),
    only(
      "evaluations-stand-on-the-flow",
      "^src/evaluation/",
      "^src/(domain|ports|std|pipeline|model-access|evaluation)/",
    ),
    only("training-reads-runs", "^src/training/", "^src/(domain|ports|std|pipeline|training)/"),
    only("synthesis-only-searches", "^src/synthesis/", "^src/(domain|ports|std|synthesis)/"),
    only("access-wraps-models", "^src/model-access/", "^src/(domain|ports|std|model-access)/"),
    only("telemetry-only-listens", "^src/telemetry/", "^src/(domain|ports|std|telemetry)/"),
    only("conversations-only-keep", "^src/conversation/", "^src/(domain|ports|std|conversation)/"),
    only("engines-behind-ports", "^src/constraint/", "^src/(domain|ports|std|constraint)/"),
    never(
      "native-has-one-caller",
      { path: "^src/", pathNot: "^src/constraint/engines/llguidance-native[.]ts$" },
      { path: "^native/" },
    ),
    only("platform-implements-ports", "^src/platform/", "^src/(domain|ports|std|platform)/"),
    never(
      "rooms-open-by-their-list",
      { path: "^src/", pathNot: [TEST, "^src/(specifications|languages|providers)/"] },
      { path: ROOM },
    ),
    never(
      "rooms-have-one-door",
      { path: "^src/(specifications|languages|providers)/index[.]ts$" },
      { path: ROOM, pathNot: "/index[.]ts$" },
    ),
    never(
      "runs-stand-on-the-flow",
      {
        path: "^src/(domain|ports|std|platform|pipeline|model-access|telemetry|conversation|syntax|security|repository|learning|patterns|templates|tuning|verification|batch|constraint|specifications|languages|providers)/",
        pathNot: TEST,
      },
      { path: "^src/config/" },
    ),
    never(
      "nothing-imports-a-face",
      { path: "^src/(?!faces/)", pathNot: TEST },
      { path: "^src/faces/" },
    ),
    never(
      "node-at-the-edge",
      { path: "^src/", pathNot: [TEST, "^src/(platform|config|faces|constraint/engines)/", ROOM] },
      { dependencyTypes: ["core"] },
    ),
    never(
      "core-needs-no-package",
      { path: "^src/(domain|ports|std|pipeline)/", pathNot: [TEST, "^src/pipeline/record/"] },
      { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer"] },
    ),
    never("tests-stay-tests", { path: "^src/", pathNot: TEST }, { path: `${TEST}|/fixtures/` }),
    never(
      "declared",
      { path: "^src/", pathNot: TEST },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "unknown"],
        // An optional peer is a development dependency too, so that our own tests have it.
        dependencyTypesNot: ["npm-peer"],
      },
    ),
    never(
      "no-orphans",
      {
        orphan: true,
        path: "^src/",
        pathNot: [TEST, "^src/(index|ports/index|faces/cli/main)[.]ts$"],
      },
      {},
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    // Packages that offer an `import` door only, or one for each kind of module.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
