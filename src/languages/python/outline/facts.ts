/** Python: the outline's part that reads what a piece of a file calls, raises and mentions. */
export const FACTS = String.raw`
CHANGING = set(
    "append extend insert remove pop clear sort reverse add discard update setdefault popitem".split()
)
LONGEST_TEXT = 80

class Facts:
    def __init__(self):
        self.calls, self.raises = {}, {}
        # Names of the file, and members of the own class: None as a type only, else what is caught around.
        self.mentions, self.members = {}, {}
        self.constructs = []
        self.uses_object = False

def note(mentions, name, caught):
    known = mentions.get(name)
    if caught is None:
        mentions.setdefault(name, None)
    else:
        mentions[name] = caught if known is None else known & caught

def gather(root, scope, errors):
    """Reads root in one walk; errors tells what a handler catches."""
    facts = Facts()
    # Node, names that are caught around it, whether it is a type, whether a longer name holds it, handler.
    stack = [(root, frozenset(), False, False, None)]
    while stack:
        node, caught, is_type, is_inside, handler = stack.pop()
        read_node(node, scope, facts, None if is_type else caught, is_inside)
        if not is_type:
            facts.constructs += constructs_of(node, root, scope)
            for error in errors_of(node, scope, handler):
                if not errors.catches(caught, error):
                    facts.raises[error] = True
        stack.extend(reversed(list(children_of(node, caught, is_type, handler))))
    return facts

def children_of(node, caught, is_type, handler):
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            around, inside_of = caught, handler
            if is_try(node) and field == "body":
                around = caught | {name for each in node.handlers for name in handler_names(each)}
            if isinstance(node, ast.ExceptHandler):
                inside_of = node
            yield (
                child,
                around,
                is_type or field in ("annotation", "returns", "decorator_list", "type_params")
                or (field == "type" and isinstance(node, ast.ExceptHandler)),
                isinstance(node, ast.Attribute) or (isinstance(node, ast.Call) and field == "func"),
                inside_of,
            )

def is_try(node):
    return type(node).__name__ in ("Try", "TryStar")

def handler_names(handler):
    if handler.type is None:
        return ["BaseException"]
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [name for name in map(last_name, types) if name] or ["Exception"]

def read_node(node, scope, facts, caught, is_inside):
    if isinstance(node, ast.Name):
        if node.id == scope.object_name:
            facts.uses_object = True
        elif node.id not in scope.own and node.id in scope.file.names:
            note(facts.mentions, node.id, caught)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == scope.object_name:
            note(facts.members, node.attr, caught)
    if isinstance(node, ast.Constant) and caught is None and isinstance(node.value, str):
        inner = parsed(node.value)
        for each in ast.walk(inner) if inner else []:
            if isinstance(each, ast.Name) and each.id in scope.file.names:
                note(facts.mentions, each.id, None)
    if caught is None:
        return
    if isinstance(node, ast.Call):
        meaning = scope.resolve(node.func)
        if meaning is None and isinstance(node.func, ast.Attribute):
            own = isinstance(node.func.value, ast.Name) and node.func.value.id == scope.object_name
            meaning = None if own else ("outside", "*." + node.func.attr, True)
        if meaning and meaning[0] == "file":
            note(facts.mentions, meaning[1], caught)
        elif meaning and not meaning[1].startswith(("typing.", "collections.abc.")):
            facts.calls[meaning[1]] = True
    elif isinstance(node, (ast.Attribute, ast.Name)) and not is_inside:
        meaning = scope.resolve(node) if isinstance(node.ctx, ast.Load) else None
        if meaning and meaning[0] == "outside" and meaning[2] and not is_error(meaning[1]):
            facts.calls[meaning[1]] = True

def is_error(name):
    known = getattr(builtins, name, None)
    return isinstance(known, type) and issubclass(known, BaseException)

def errors_of(node, scope, handler):
    """The classes of what node raises itself."""
    if isinstance(node, ast.Assert):
        return ["AssertionError"]
    if not isinstance(node, ast.Raise):
        return []
    raised = node.exc
    if raised is None:
        return handler_names(handler) if handler else ["Exception"]
    if isinstance(raised, ast.Name) and raised.id in scope.own:
        if handler and raised.id == handler.name:
            return handler_names(handler)
        raised = scope.own[raised.id].value
    name = last_name(raised.func if isinstance(raised, ast.Call) else raised)
    return [name if name and name[:1].isupper() else "Exception"]

class Errors:
    """Which errors are kinds of which."""

    def __init__(self, file):
        self.file = file

    def catches(self, handled, error):
        if not handled:
            return False
        names, todo = set(), [error]
        while todo:
            name = todo.pop()
            if name in names:
                continue
            names.add(name)
            declared = self.file.classes.get(name)
            if declared:
                todo += [base for base in map(last_name, declared.bases) if base]
            elif is_error(name):
                names.update(each.__name__ for each in getattr(builtins, name).__mro__)
            else:
                names.update(("Exception", "BaseException"))
        return bool(names & handled)

def constructs_of(node, root, scope):
    """What other languages may lack; what is inside of it is found when it is looked at."""
    if isinstance(node, ast.BinOp):
        return operation(node, node.op, node.left)
    if isinstance(node, ast.AugAssign):
        return operation(node, node.op, None) + change(node.target, node, scope)
    if isinstance(node, ast.Assign):
        return [each for target in node.targets for each in change(target, node, scope)]
    if isinstance(node, ast.Delete):
        return [each for target in node.targets for each in change(target, node, scope)]
    if isinstance(node, ast.JoinedStr):
        has_values = any(isinstance(each, ast.FormattedValue) for each in node.values)
        return [construct("text-formatting", node)] if has_values else []
    if isinstance(node, ast.Call):
        return constructs_of_call(node, scope)
    if isinstance(node, ast.Subscript) and is_negative(node.slice):
        return [construct("negative-index", node)]
    if isinstance(node, ast.Expr) and isinstance(
        node.value, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    ):
        return [construct("discarded-values", node)]
    if isinstance(node, FUNCTIONS) and node is not root:
        return [construct("inner-function", node)]
    if isinstance(node, ast.Lambda) and node is not root and not getattr(node, "is_given", False):
        return [construct("inner-function", node)]
    if isinstance(node, ast.withitem):
        return [construct("managed-context", node.context_expr)]
    if isinstance(node, ast.Global):
        return [construct("module-state", node, name) for name in node.names]
    return []

def operation(node, operator, left):
    if isinstance(operator, ast.Pow):
        return [construct("exponent", node)]
    if isinstance(operator, ast.Div):
        return [construct("true-division", node)]
    if isinstance(operator, ast.Mod) and left is not None and base_of(left) in ("str", "bytes"):
        return [construct("text-formatting", node)]
    return [construct("floor-division", node)] if isinstance(operator, (ast.FloorDiv, ast.Mod)) else []

def constructs_of_call(node, scope):
    for given in node.args + [each.value for each in node.keywords]:
        if isinstance(given, ast.Lambda):
            given.is_given = True
    callee = node.func
    if isinstance(callee, ast.Name):
        binding = None if callee.id == scope.object_name else scope.own.get(callee.id)
        return [construct("function-argument", callee)] if binding and binding.parameter else []
    if not isinstance(callee, ast.Attribute):
        return []
    if callee.attr == "format" and base_of(callee.value) == "str":
        return [construct("text-formatting", node)]
    return changed(callee.value, node, scope) if callee.attr in CHANGING else []

def change(target, node, scope):
    """What it means to set a target."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return [each for item in target.elts for each in change(item, node, scope)]
    return changed(target.value, target, scope) if isinstance(target, (ast.Attribute, ast.Subscript)) else []

def changed(holder, node, scope):
    for _ in range(LONGEST_CHAIN):
        if not isinstance(holder, (ast.Attribute, ast.Subscript)):
            break
        holder = holder.value
    if not isinstance(holder, ast.Name):
        return []
    binding = scope.own.get(holder.id)
    if holder.id == scope.object_name or (binding and binding.parameter):
        return [construct("changed-argument", node)]
    is_variable = binding is None and scope.file.declares(holder.id)
    return [construct("module-state", node, holder.id)] if is_variable else []

def is_negative(node):
    if isinstance(node, ast.Slice):
        return any(each is not None and is_negative(each) for each in (node.lower, node.upper, node.step))
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)

def construct(kind, node, text=None):
    return {"kind": kind, "line": node.lineno, "node": node, "text": text}
`;
