/** Python: the checker's part that knows the scope of every name, after the language's rules. */
export const SCOPES = String.raw`
class Scope:
    def __init__(self, kind, parent):
        self.kind, self.parent = kind, parent
        self.bindings = (
            {}
        )  # name -> what it may be: an import's path, ("alias", node, scope), or None
        self.outer = {}  # name -> "global" or "nonlocal"
        self.certain = {}  # name -> the line after which it is bound, whatever happens
        self.deleted = set()
        self.module = parent.module if parent else self

    def bind(self, name, what=None, certain=None):
        if self.outer.get(name) == "global":
            return self.module.bindings.setdefault(name, []).append(what)
        if self.outer.get(name) == "nonlocal":
            return None
        self.bindings.setdefault(name, []).append(what)
        if certain is not None:
            self.certain.setdefault(name, certain)

    def find(self, name):
        scope, is_direct = self, True
        while scope is not None:
            declared = scope.outer.get(name)
            if declared == "global":
                return self.module if name in self.module.bindings else None
            if declared is None and name in scope.bindings and (is_direct or scope.kind != "class"):
                return scope
            is_direct = is_direct and scope.kind == "types"
            scope = scope.parent
        return None

    def is_in_function(self):
        scope = self
        while scope is not None:
            if scope.kind == "function":
                return True
            scope = scope.parent
        return False

class Walker:
    """Gives every node its parent, and every name its scope."""

    def __init__(self, tree):
        self.module = Scope("module", None)
        self.names, self.attributes, self.calls, self.stores, self.nodes = [], [], [], [], []
        self.has_star = False
        self.first_call = (
            sys.maxsize
        )  # the first line at which the module may call something of its own
        self.is_lazy = False
        self.are_annotations_lazy = sys.version_info >= (3, 14) or any(
            isinstance(node, ast.ImportFrom)
            and node.module == "__future__"
            and any(alias.name == "annotations" for alias in node.names)
            for node in tree.body
        )
        self.tree = tree
        tree.parent = None
        self.children(tree, self.module)

    def children(self, node, scope, *fields):
        for field in fields or node._fields:
            value = getattr(node, field, None)
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, ast.AST):
                    self.walk(child, node, scope)

    def walk(self, node, parent, scope):
        node.parent = parent
        handler = getattr(self, "walk_" + type(node).__name__, None)
        if handler:
            handler(node, scope)
        else:
            self.children(node, scope)

    def calls_out(self, node, scope):
        if not scope.is_in_function():
            self.first_call = min(self.first_call, node.lineno)

    def certainty(self, node):
        return node.end_lineno if isinstance(node.parent, ast.Module) else None

    def walk_Name(self, node, scope):
        node.scope, node.is_lazy = scope, self.is_lazy
        if isinstance(node.ctx, ast.Load):
            self.names.append(node)
        else:
            scope.bind(node.id)
        if isinstance(node.ctx, ast.Del):
            scope.deleted.add(node.id)

    def walk_Attribute(self, node, scope):
        self.attributes.append(node)
        self.children(node, scope)

    def walk_Call(self, node, scope):
        self.calls.append(node)
        self.calls_out(node, scope)
        self.children(node, scope)

    def walk_Subscript(self, node, scope):
        self.calls_out(node, scope)
        self.children(node, scope)

    def walk_Assign(self, node, scope):
        self.children(node, scope, "value")
        for target in node.targets:
            self.assign(target, node, node.value, scope)

    def walk_AnnAssign(self, node, scope):
        self.annotation(node, "annotation", scope, scope.kind == "function")
        self.children(node, scope, "value")
        self.assign(node.target, node, node.value, scope)

    def assign(self, target, node, value, scope):
        if not isinstance(target, ast.Name):
            return self.walk(target, node, scope)
        target.parent = node
        certain = self.certainty(node) if value is not None else None
        scope.bind(target.id, ("alias", value, scope) if value is not None else None, certain)

    def walk_NamedExpr(self, node, scope):
        self.children(node, scope, "value")
        holder = scope
        while holder.kind == "comprehension":
            holder = holder.parent
        node.target.parent = node
        holder.bind(node.target.id, ("alias", node.value, scope))

    def walk_Import(self, node, scope):
        self.nodes.append(node)
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            scope.bind(name, alias.name if alias.asname else name, self.certainty(node))

    def walk_ImportFrom(self, node, scope):
        self.nodes.append(node)
        for alias in node.names:
            if alias.name == "*":
                self.has_star = True
            path = "." * node.level + (node.module or "") + "." + alias.name
            scope.bind(alias.asname or alias.name, path, self.certainty(node))

    def walk_Global(self, node, scope):
        for name in node.names:
            scope.outer[name] = "global"
            self.module.bindings.setdefault(name, []).append(None)

    def walk_Nonlocal(self, node, scope):
        for name in node.names:
            scope.outer[name] = "nonlocal"

    def annotation(self, node, field, scope, is_lazy=False):
        before, self.is_lazy = self.is_lazy, self.is_lazy or is_lazy or self.are_annotations_lazy
        self.children(node, scope, field)
        self.is_lazy = before

    def function(self, node, scope):
        if getattr(node, "decorator_list", None):
            self.calls_out(node, scope)
        self.children(node, scope, "decorator_list")
        arguments = node.args
        arguments.parent = node
        self.children(arguments, scope, "defaults", "kw_defaults")
        inner = self.types(node, scope)
        own = Scope("function", inner)
        every = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        for argument in every + [a for a in (arguments.vararg, arguments.kwarg) if a]:
            argument.parent = arguments
            own.bind(argument.arg)
            self.annotation(argument, "annotation", inner)
        self.annotation(node, "returns", inner)
        before, self.is_lazy = self.is_lazy, False
        # A declaration such as global counts for the whole body, wherever it stands.
        self.children(node, own, "body")
        self.is_lazy = before

    def types(self, node, scope):
        if not getattr(node, "type_params", None):
            return scope
        inner = Scope("types", scope)
        for parameter in node.type_params:
            inner.bind(parameter.name)
        self.children(node, inner, "type_params")
        return inner

    def walk_FunctionDef(self, node, scope):
        self.nodes.append(node)
        scope.bind(node.name, None, self.certainty(node))
        self.function(node, scope)

    walk_AsyncFunctionDef = walk_FunctionDef

    def walk_Lambda(self, node, scope):
        self.function(node, scope)

    def walk_ClassDef(self, node, scope):
        self.nodes.append(node)
        scope.bind(node.name, None, self.certainty(node))
        if node.bases or node.keywords or node.decorator_list:
            self.calls_out(node, scope)
        self.children(node, scope, "decorator_list")
        inner = self.types(node, scope)
        self.children(node, inner, "bases", "keywords")
        self.children(node, Scope("class", inner), "body")

    def walk_TypeAlias(self, node, scope):
        scope.bind(node.name.id)
        self.children(node, self.types(node, scope), "value")

    def comprehension(self, node, scope):
        first = node.generators[0]
        first.parent = node
        self.walk(first.iter, first, scope)
        inner = Scope("comprehension", scope)
        self.children(first, inner, "target", "ifs")
        for generator in node.generators[1:]:
            self.walk(generator, node, inner)
        self.children(node, inner, "elt", "key", "value")

    walk_ListComp = walk_SetComp = walk_DictComp = walk_GeneratorExp = comprehension

    def bind_name(self, node, scope):
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            scope.bind(name)
        self.children(node, scope)

    walk_ExceptHandler = walk_MatchAs = walk_MatchStar = walk_MatchMapping = bind_name
`;
