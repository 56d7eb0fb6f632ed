"""Ask an installed omnibase_core what can be imported from it, and which error codes it has.

Usage: python probe_core.py FOLDER
Writes FOLDER/import-map.json and FOLDER/error-codes.json, the same bytes for the same package.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.metadata
import io
import json
import pkgutil
import sys
import warnings
from pathlib import Path
from types import ModuleType

PACKAGE = "omnibase_core"

# Stands for the names of a module that is there, and cannot be imported here for want of another package.
ANYTHING = "*"

# Imports that were once right or are often guessed, and what took their place; None where nothing did.
# Those that the installed package does offer are left out.
KNOWN_WRONG = {
    "omnibase_core.errors.error_codes": ("omnibase_core.errors", None),
    "omnibase_core.logging.emit": ("omnibase_core.logging", None),
    "omnibase_core.logging.structured": ("omnibase_core.logging", None),
    "omnibase_core.logging.core_logging": ("omnibase_core.logging", None),
    "omnibase_core.infrastructure.infrastructure_bases": ("omnibase_core.infrastructure.infra_bases", None),
    "omnibase_core.models.nodes.node_services": ("omnibase_core.infrastructure.infra_bases", None),
    "omnibase_core.models.services.model_service_effect": ("omnibase_core.infrastructure.infra_bases", None),
    "omnibase_core.models.services.model_service_compute": ("omnibase_core.infrastructure.infra_bases", None),
    "omnibase_core.models.services.model_service_reducer": ("omnibase_core.infrastructure.infra_bases", None),
    "omnibase_core.models.services.model_service_orchestrator": ("omnibase_core.infrastructure.infra_bases", None),
    "omnibase_core.models.model_effect_input": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_effect_output": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_compute_input": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_compute_output": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_reducer_input": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_reducer_output": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_orchestrator_input": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_orchestrator_output": ("omnibase_core.nodes", None),
    "omnibase_core.models.model_intent": ("omnibase_core.models.reducer.model_intent", None),
    "omnibase_core.models.infrastructure.model_circuit_breaker": (
        "omnibase_core.models.configuration.model_circuit_breaker",
        None,
    ),
    "omnibase_core.decorators.error_handling": ("omnibase_core.decorators", None),
    "omnibase_core.mixins.mixin_intent_publisher": (None, "reducers return intents as data"),
    "omnibase_core.mixins.mixin_retry": (None, "the contract's retry_policies retry"),
    "omnibase_core.mixins.mixin_circuit_breaker": (None, "the contract's retry_policies hold a circuit breaker"),
    "omnibase_core.mixins.mixin_error_handling": (None, "raise ModelOnexError in the handler"),
    "omnibase_core.mixins.mixin_connection_pooling": (None, "inject a port whose adapter pools"),
    "omnibase_core.core": ("omnibase_core.nodes", None),
    "omnibase_core.primitives": ("omnibase_core.models.primitives", None),
    "omnibase_core.models.core.model_onex_envelope": (
        "omnibase_core.models.events.model_event_envelope",
        "the class is ModelEventEnvelope",
    ),
    "ModelContractResponse": (None, "return the node's own output model"),
    "ModelHandlerBehaviorDescriptor": (None, "the class is ModelHandlerBehavior"),
}

RENAMED_CODES = {
    "EXECUTION_ERROR": "OPERATION_FAILED",
    "INITIALIZATION_ERROR": "INITIALIZATION_FAILED",
    "CIRCUIT_BREAKER_OPEN": "SERVICE_UNAVAILABLE",
    "NOT_IMPLEMENTED": "METHOD_NOT_IMPLEMENTED",
    "CONNECTION_ERROR": "NETWORK_ERROR",
    "DATABASE_ERROR": "DATABASE_OPERATION_ERROR",
    "UNKNOWN_ERROR": "INTERNAL_ERROR",
    "UNAUTHORIZED": "AUTHENTICATION_ERROR",
}


def load(name: str) -> ModuleType | None:
    """Import a module without its chatter; None for one that cannot be imported here."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return importlib.import_module(name)
    except BaseException:  # a module may even exit
        return None


def has(module: ModuleType, name: str) -> bool:
    """Tell whether a name is there; one that is made on demand may fail to be."""
    try:
        getattr(module, name)
    except Exception:
        return False
    return True


def assigned(module: ModuleType) -> set[str]:
    """Return the names that a module's own statements assign: constants and aliases, whatever their types are."""
    path = getattr(module, "__file__", None)
    if path is None:
        return set()
    names: set[str] = set()
    for node in ast.walk(ast.parse(Path(path).read_bytes())):
        if isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.TypeAlias):
            names.add(node.name.id)
    return names


def offered(module: ModuleType) -> list[str]:
    """Return the names a module means to offer: its `__all__`, what it defines, what a package re-exports."""
    names = {name for name in getattr(module, "__all__", ()) if has(module, name)}
    own = assigned(module)
    values = {name: value for name, value in vars(module).items() if not isinstance(value, ModuleType)}
    homes = {name: getattr(value, "__module__", None) for name, value in values.items()}
    passes_on = hasattr(module, "__path__") or module.__name__ not in homes.values()
    for name, home in homes.items():
        if name.startswith("_") or name == "TYPE_CHECKING":
            continue
        if home == module.__name__ or name in own or (passes_on and str(home).startswith(PACKAGE)):
            names.add(name)
    return sorted(names)


def probe_modules() -> dict[str, list[str]]:
    """Return every module with the names it offers."""
    root = load(PACKAGE)
    if root is None:
        sys.exit(f"Cannot import {PACKAGE} with {sys.executable}")
    found = [PACKAGE]
    # Only the names: walk_packages would import, and run, each package a second time.
    folders = [(PACKAGE, list(root.__path__))]
    while folders:
        prefix, paths = folders.pop()
        for info in pkgutil.iter_modules(paths, f"{prefix}."):
            if info.name.endswith("__main__"):
                continue
            found.append(info.name)
            if info.ispkg:
                folders.append((info.name, [str(Path(path) / info.name.rpartition(".")[2]) for path in paths]))
    modules = {name: load(name) for name in sorted(found)}
    return {name: [ANYTHING] if module is None else offered(module) for name, module in modules.items()}


def main() -> None:
    """Write both files."""
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1])
    version = importlib.metadata.version("omnibase-core")
    modules = probe_modules()
    replacements = {
        wrong: {"module": module, **({"note": note} if note else {})}
        for wrong, (module, note) in sorted(KNOWN_WRONG.items())
        if wrong not in modules
    }
    codes = {name: member.value for name, member in load(f"{PACKAGE}.errors").EnumCoreErrorCode.__members__.items()}
    renamed = {wrong: right for wrong, right in RENAMED_CODES.items() if wrong not in codes and right in codes}
    import_map = {
        "version": version,
        "package": PACKAGE,
        "modules": {name.removeprefix(PACKAGE).lstrip("."): " ".join(names) for name, names in modules.items()},
        "replacements": replacements,
    }
    write(folder / "import-map.json", import_map)
    write(folder / "error-codes.json", {"version": version, "codes": codes, "renamed": renamed})


def write(path: Path, value: dict[str, object]) -> None:
    """Write JSON, one entry a line."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
