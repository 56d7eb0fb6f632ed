/** Python: the checker's part that knows what an expression stands for, as far as imports and builtins go. */
export const MEANINGS = String.raw`
class Meanings:
    def __init__(self, walker):
        self.walker = walker
        self.known = {}

    def paths(self, node):
        """What an expression may be, as dotted paths from an import or from builtins."""
        if isinstance(node, ast.Name):
            return self.name_paths(node)
        if isinstance(node, ast.Attribute):
            return {path + "." + node.attr for path in self.paths(node.value)}
        if isinstance(node, ast.Call) and self.is_getattr(node):
            return {path + "." + node.args[1].value for path in self.paths(node.args[0])}
        if isinstance(node, ast.IfExp):
            return self.paths(node.body) | self.paths(node.orelse)
        if isinstance(node, ast.BoolOp):
            return set().union(*map(self.paths, node.values))
        if isinstance(node, ast.NamedExpr):
            return self.paths(node.value)
        return set()

    def name_paths(self, node):
        holder = node.scope.find(node.id)
        found = set() if holder is None else self.bound_paths(holder, node.id)
        is_builtin = node.id in BUILTIN_NAMES and self.may_be_builtin(node, node.scope, holder)
        return found | {"builtins." + node.id} if is_builtin else found

    def bound_paths(self, holder, name):
        """What a scope binds a name to; a name that is bound to itself adds nothing."""
        key = holder, name
        if key in self.known:
            return self.known[key]
        found = self.known[key] = set()
        for what in holder.bindings[name]:
            if isinstance(what, str):
                found.add(what)
            elif what is not None:
                found |= self.paths(what[1])
        # Rings such as a = a.b would go on for ever.
        found -= {path for path in found if path.count(".") > 10}
        return found

    def may_be_builtin(self, node, scope, holder):
        if holder is None:
            return True
        if holder.kind not in ("module", "class"):
            return False
        line = holder.certain.get(node.id)
        if line is None or node.id in holder.deleted:
            return True
        return node.lineno <= line and not (
            scope.is_in_function() and line < self.walker.first_call
        )

    def is_getattr(self, node):
        return (
            len(node.args) >= 2
            and isinstance(node.args[1], ast.Constant)
            and isinstance(node.args[1].value, str)
            and isinstance(node.func, ast.Name)
            and self.name_paths(node.func) & {"builtins.getattr", "builtins.hasattr"}
        )
`;
