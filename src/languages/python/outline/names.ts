/** Python: the outline's part that knows what the names of a file stand for. */
export const NAMES = String.raw`
import ast, builtins, gc, json, os, re, sys, threading, warnings

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = FUNCTIONS + (ast.Lambda, ast.ClassDef)
LONGEST_CHAIN = 64

class Binding:
    """Where a name gets its value: an expression, an annotation, a module, or nothing that tells."""

    def __init__(self, value=None, annotation=None, module=None, parameter=False, own=None):
        self.value, self.annotation = value, annotation
        self.module, self.parameter = module, parameter
        # What the names in the value stand for, where that is another function's matter.
        self.own = own

def again(binding):
    """What a name is that is bound once more: of two modules the first one, the other is for want of it."""
    return binding if binding.module else Binding(parameter=binding.parameter)

def imported(node):
    """The names that an import binds, and what they stand for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            yield name, alias.name if alias.asname else name
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            joined = module + alias.name if module.endswith(".") else module + "." + alias.name
            yield alias.asname or alias.name, joined

def bindings(nodes):
    """What nodes bind, each name with its binding; one that is bound twice tells nothing."""
    found = {}

    def bind(name, binding):
        found[name] = again(found[name]) if name in found else binding

    for node in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for name, module in imported(node):
                bind(name, Binding(module=module))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    bind(target.id, Binding(value=node.value))
                    target.is_bound = True
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
            if isinstance(node.target, ast.Name):
                annotation = getattr(node, "annotation", None)
                bind(node.target.id, Binding(value=node.value, annotation=annotation))
                node.target.is_bound = True
        elif isinstance(node, ast.withitem):
            if isinstance(node.optional_vars, ast.Name):
                bind(node.optional_vars.id, Binding(value=node.context_expr))
                node.optional_vars.is_bound = True
        elif isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            bind(node.name, Binding())
        elif isinstance(node, ast.arg):
            bind(node.arg, Binding(annotation=node.annotation))
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bind(node.name, Binding())
        elif type(node).__name__ in ("MatchAs", "MatchStar") and node.name:
            bind(node.name, Binding())
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if not getattr(node, "is_bound", False):
                bind(node.id, Binding())
    return found

def shallow(root):
    """The nodes of root in the order of the text, without the insides of functions and classes."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if node is root or not isinstance(node, SCOPES):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))

def deep(root):
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(list(ast.iter_child_nodes(node))))

def parameters_of(node):
    given = node.args
    return given.posonlyargs + given.args + given.kwonlyargs

def locals_of(root):
    """Everything bound somewhere inside of root: which function binds it is not looked at."""
    nodes = [node for node in deep(root) if node is not root]
    outside = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    found = bindings(nodes)
    for name in outside:
        found.pop(name, None)
    if isinstance(root, FUNCTIONS + (ast.Lambda,)):
        rest = [each for each in (root.args.vararg, root.args.kwarg) if each]
        for each in parameters_of(root) + rest:
            known = found.get(each.arg)
            if known:
                known.parameter = True
    return found

class File:
    """The names at the top of a file, and the statement that declares each of them."""

    def __init__(self, tree):
        self.names, self.statements, self.classes = {}, {}, {}
        for statement in tree.body:
            if isinstance(statement, SCOPES):
                own = {statement.name: Binding()}
            else:
                own = bindings(node for node in shallow(statement))
            for name, binding in own.items():
                self.names[name] = again(self.names[name]) if name in self.names else binding
                self.statements.setdefault(name, []).append(statement)
            for node in shallow(statement):
                if isinstance(node, ast.ClassDef):
                    self.classes[node.name] = node

    def declares(self, name):
        """Whether the file itself makes what the name stands for."""
        binding = self.names.get(name)
        return binding is not None and binding.module is None

class Scope:
    """What is known where an expression stands."""

    def __init__(self, file, own, fields, object_name):
        self.file, self.own, self.fields, self.object_name = file, own, fields, object_name

    def resolve(self, node):
        """("outside", name, direct) or ("file", name), or None where nothing tells."""
        members, direct, own = [], True, self.own

        def outside(base):
            return ("outside", ".".join([base] + members[::-1]), direct)

        for _ in range(LONGEST_CHAIN):
            follow = None
            if isinstance(node, ast.Name):
                binding = own.get(node.id) or self.file.names.get(node.id)
                if binding is None:
                    return outside(node.id)
                if binding.module:
                    return outside(binding.module)
                follow = binding
                is_made = not binding.value and not binding.annotation
                if is_made or isinstance(binding.value, ast.Lambda):
                    return None if node.id in own else ("file", node.id)
            elif isinstance(node, ast.Attribute):
                of_object = isinstance(node.value, ast.Name) and node.value.id == self.object_name
                follow = self.fields.get(node.attr) if of_object else None
                if not follow:
                    members.append(node.attr)
                    node = node.value
            elif isinstance(node, (ast.Subscript, ast.Await, ast.NamedExpr, ast.Starred)):
                node = node.value
            elif isinstance(node, ast.Call):
                node = node.func
            else:
                base = base_of(node)
                return outside(base) if base else None
            if follow:
                direct, own = False, own if follow.own is None else follow.own
                node = target_of(follow.annotation) if follow.annotation else follow.value
        return None

def base_of(node):
    """The type whose members a literal has."""
    if isinstance(node, ast.Constant):
        return type(node.value).__name__ if node.value is not None else None
    kinds = {"JoinedStr": "str", "List": "list", "ListComp": "list", "Dict": "dict", "Set": "set"}
    return kinds.get(type(node).__name__)

def target_of(annotation):
    """The class that an annotation is about: Session of Optional[Session] and of "Session | None"."""
    for _ in range(LONGEST_CHAIN):
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            annotation = parsed(annotation.value)
        elif isinstance(annotation, ast.BinOp):
            annotation = annotation.left
        elif isinstance(annotation, ast.Subscript) and last_name(annotation.value) in WRAPPERS:
            annotation = annotation.slice
        else:
            return annotation
    return None

WRAPPERS = ("Optional", "Annotated", "Final", "ClassVar")

def parsed(text):
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return None

def last_name(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None
`;
