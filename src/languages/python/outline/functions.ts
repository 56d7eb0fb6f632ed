/** Python: the outline's part that finds functions and reads their parameters and results. */
export const FUNCTIONS = String.raw`
# Decorators that say what kind of a method it is, and add nothing.
PLAIN = "staticmethod classmethod property setter deleter override abstractmethod".split()
MAKERS = ("__init__", "__new__", "__post_init__")

class Found:
    """A function with a name; its holder is the statement that is shown."""

    def __init__(self, name, node, holder, statement, owner):
        self.name, self.node, self.holder = name, node, holder
        self.statement, self.owner = statement, owner

def find_functions(tree):
    """Functions, lambdas in variables, methods; a later one of the same name takes its place."""
    found, overloads = {}, {}
    todo = [(node, node, "", None) for node in reversed(tree.body)]
    while todo:
        node, statement, prefix, owner = todo.pop()
        if isinstance(node, ast.ClassDef):
            inner = prefix + node.name + "."
            todo += [(each, statement, inner, node) for each in reversed(node.body)]
        elif isinstance(node, FUNCTIONS):
            if node.name in MAKERS and owner:
                continue
            names = [last_name(each.func if isinstance(each, ast.Call) else each) for each in node.decorator_list]
            name = prefix + node.name + ("." + names[0] if names and names[0] in ("setter", "deleter") else "")
            if "overload" in names:
                overloads.setdefault(name, []).append(node)
            else:
                found.pop(name, None)
                found[name] = Found(name, node, node, statement, owner)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda) and not owner:
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found[target.id] = Found(target.id, node.value, node, statement, None)
        elif isinstance(node, (ast.If, ast.With)) or is_try(node):
            inside = [child for child in ast.iter_child_nodes(node) if isinstance(child, (ast.stmt, ast.ExceptHandler))]
            todo += [(each, statement, prefix, owner) for each in reversed(inside)]
        elif isinstance(node, ast.ExceptHandler):
            todo += [(each, statement, prefix, owner) for each in reversed(node.body)]
    return list(found.values()), overloads

def span(node):
    """First and last line, decorators included."""
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno] + [each.lineno for each in decorators]), node.end_lineno

def without(whole, dropped):
    parts, start = [], whole[0]
    for first, last in dropped:
        if start < first:
            parts.append((start, first - 1))
        start = last + 1
    return parts + [(start, whole[1])] if start <= whole[1] else parts

def title(node):
    if isinstance(node, SCOPES):
        return node.name
    return ", ".join(bindings(shallow(node))) or "a statement"

def object_name(node):
    """What a method calls its own object; None for those that have none."""
    given = parameters_of(node)
    decorators = [last_name(each) for each in node.decorator_list]
    return given[0].arg if given and "staticmethod" not in decorators else None

def read_parameters(node, owner, facts):
    given = node.args
    plain = given.posonlyargs + given.args
    defaults = [None] * (len(plain) - len(given.defaults)) + given.defaults
    found = [parameter(each, each.annotation, default) for each, default in zip(plain, defaults)]
    own = object_name(node) if owner and isinstance(node, FUNCTIONS) else None
    if own is not None and plain:
        is_class = "classmethod" in [last_name(each) for each in node.decorator_list]
        found[0]["type"] = owner.name
        if is_class or not facts.uses_object:
            found = found[1:]
    if given.vararg:
        inside = spell(given.vararg.annotation)
        found.append({"name": given.vararg.arg, "type": "list[%s]" % inside if inside else "list", "defaultValue": None})
    found += [parameter(each, each.annotation, default) for each, default in zip(given.kwonlyargs, given.kw_defaults)]
    if given.kwarg:
        inside = spell(given.kwarg.annotation)
        found.append({"name": given.kwarg.arg, "type": "dict[str, %s]" % (inside or "Any"), "defaultValue": None})
    return found

def parameter(node, annotation, default):
    value = None if default is None else ast.unparse(default)[:LONGEST_TEXT]
    return {"name": node.arg, "type": spell(annotation), "defaultValue": value}

def read_returns(node, body, is_generator):
    if isinstance(node, ast.Lambda):
        return None
    if node.returns is not None:
        return spell(node.returns)
    gives = any(isinstance(each, ast.Return) and each.value is not None for each in body)
    return None if gives or is_generator else "None"

class Unquote(ast.NodeTransformer):
    """Names in quotes, of classes that are declared later, as names."""

    def visit_Constant(self, node):
        return parsed(node.value) or node if isinstance(node.value, str) else node

    def visit_Subscript(self, node):
        if last_name(node.value) == "Literal":
            return node
        if last_name(node.value) == "Annotated" and isinstance(node.slice, ast.Tuple):
            return self.visit(node.slice.elts[0])
        return self.generic_visit(node)

def spell(node):
    if node is None:
        return None
    return ast.unparse(Unquote().visit(node))
`;
