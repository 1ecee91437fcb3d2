"""The second lock on compiled code: what is not on these lists does not run. The compiler writes less than they allow."""
from __future__ import annotations

import ast
import types
from typing import Any, Callable, Iterator

from pyspark.sql import Column, Window, WindowSpec
from pyspark.sql import types as spark_types


class CodeRefused(Exception):
    """Compiled code that holds something it never needs."""


def load_transform(source: str) -> Callable[..., Any]:
    """The function `transform` of the text. Raises CodeRefused; what was checked is what is executed."""
    try:
        tree = ast.parse(source, "transform.py")
    except (SyntaxError, ValueError) as error:
        raise CodeRefused(f"transform.py does not parse: {type(error).__name__}") from None
    found = refusals(tree)
    if found:
        raise CodeRefused("transform.py: " + "; ".join(found[:10]))
    module = types.ModuleType("transform")
    exec(compile(tree, "transform.py", "exec"), module.__dict__)
    return module.__dict__["transform"]


def refusals(tree: ast.Module) -> list[str]:
    """Everything that is not allowed, with its line."""
    return [f"line {getattr(node, 'lineno', 0)}: {what}" for node, what in _refused(tree)]


def _refused(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    if [node.name for node in functions] != ["transform"]:
        yield tree, "one function, transform, is expected"
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            yield from _refused_import(statement)
        elif not isinstance(statement, ast.FunctionDef) and not _is_docstring(statement):
            yield statement, f"{type(statement).__name__} outside transform"
    for function in functions:
        yield from _refused_body(function, tree)


def _refused_import(statement: ast.ImportFrom) -> Iterator[tuple[ast.AST, str]]:
    allowed = _IMPORTS.get(statement.module or "", frozenset()) if statement.level == 0 else frozenset()
    for alias in statement.names:
        if alias.name not in allowed:
            yield statement, f"import of {alias.name} from {statement.module}"
        if alias.asname is not None and alias.asname.startswith("_"):
            yield statement, f"import as {alias.asname}"


def _refused_body(function: ast.FunctionDef, tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    arguments = function.args
    names = [argument.arg for argument in arguments.args]
    if names != ["spark", "sources"] or arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults:
        yield function, "transform(spark, sources) is expected"
    if function.decorator_list:
        yield function, "a decorator"
    imported, bound = _imported(tree), _bound(function)
    for name in sorted((imported & (bound | set(names))) | (bound & {"spark", "range"})):
        yield function, f"another meaning of {name}"
    known = _BUILTINS | set(names) | imported | bound
    called = {id(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
    for node in ast.walk(function):
        if not isinstance(node, _NODES):
            yield node, type(node).__name__
        elif isinstance(node, ast.Name) and (node.id.startswith("__") or node.id not in known):
            yield node, f"the name {node.id}"
        elif isinstance(node, ast.Attribute) and node.attr not in _ATTRIBUTES:
            yield node, f"the attribute {node.attr}"
        elif isinstance(node, ast.Attribute) and node.attr in _TAKES_SQL and id(node) not in called:
            yield node, f"{node.attr} that is not called where it stands"
        elif isinstance(node, ast.Call):
            yield from _refused_sql(node, _modules(tree))
        elif isinstance(node, ast.For) and not _is_counted(node):
            yield node, "a loop that is not counted from 1 to a small number"


def _refused_sql(call: ast.Call, modules: set[str]) -> Iterator[tuple[ast.AST, str]]:
    """Text that Spark reads as SQL can call any static Java method: none is let through."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name == "call_function":
        first = call.args[0] if call.args else None
        if call.keywords or not (isinstance(first, ast.Constant) and first.value in _SQL_FUNCTIONS):
            yield call, "call_function of something else than " + ", ".join(sorted(_SQL_FUNCTIONS))
    elif name in _TAKES_SQL and (call.keywords or len(call.args) != 1 or not _is_never_text(call.args[0], modules)):
        yield call, f"{name} of what may be text"


def _is_never_text(node: ast.expr, modules: set[str]) -> bool:
    """Whether its form alone shows a column: a name, a sum or a choice could just as well be text."""
    if isinstance(node, ast.Compare):
        return True
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (ast.BitAnd, ast.BitOr))
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Invert)
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    on = node.func.value
    return (isinstance(on, ast.Name) and on.id in modules) or _is_never_text(on, modules)


def _is_counted(loop: ast.For) -> bool:
    """`for level in range(1, 11):` with assignments only: its end is written down."""
    call = loop.iter
    if not (isinstance(loop.target, ast.Name) and isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"):
        return False
    ends = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    counts = len(ends) == 2 and ends[0] == 1 and type(ends[1]) is int and ends[1] <= _MOST_ROUNDS + 1
    return counts and not call.keywords and not loop.orelse and all(isinstance(each, ast.Assign) for each in loop.body)


def _imported(tree: ast.Module) -> set[str]:
    return {alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}


def _modules(tree: ast.Module) -> set[str]:
    """Names of pyspark.sql.functions."""
    return {alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names if alias.name == "functions"}


def _bound(function: ast.FunctionDef) -> set[str]:
    stored = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    lambdas = {argument.arg for node in ast.walk(function) if isinstance(node, ast.Lambda) for argument in node.args.args}
    return stored | lambdas


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _public(thing: object) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


_TYPES = {name for name in _public(spark_types) if name.endswith("Type")} | {"StructField"}
# What the compiler writes of pyspark.sql.functions, and nothing else: no Python workers, no doors from SQL to any Java or Python code.
_FUNCTIONS = set(
    """
    abs add_months array array_append array_contains array_join array_size avg bitwise_not bool_and bool_or broadcast btrim call_function ceil
    coalesce col collect_list collect_set concat concat_ws count count_distinct count_if date_add date_format date_trunc datediff dayofmonth dayofyear
    dense_rank encode exp explode explode_outer extract first floor format_string from_utc_timestamp get get_json_object greatest hex hour initcap
    instr isnan json_array_length lag last last_day lead least left length lit ln log10 lower lpad ltrim make_dt_interval make_ym_interval max max_by
    md5 median min min_by minute month months_between next_day ntile percentile posexplode posexplode_outer position pow quarter raise_error rank
    regexp_extract regexp_extract_all regexp_replace repeat replace reverse right rint round row_number rpad rtrim second sequence sha2 signum
    sort_array split split_part sqrt stack stddev_pop stddev_samp struct substr substring sum sum_distinct to_utc_timestamp translate trim trunc
    try_to_timestamp unix_date unix_micros unix_seconds unix_timestamp upper var_pop var_samp weekday weekofyear when year
    """.split()
)
_FRAME = {
    "select", "filter", "where", "join", "crossJoin", "groupBy", "agg", "pivot", "unpivot", "withColumn", "withColumns", "withColumnRenamed",
    "withColumnsRenamed", "toDF", "drop", "dropDuplicates", "distinct", "union", "unionAll", "unionByName", "intersect", "intersectAll", "subtract",
    "exceptAll", "orderBy", "sort", "limit", "alias", "hint", "fillna", "dropna", "na", "fill", "columns", "range", "createDataFrame", "coalesce",
    "count", "sum", "avg", "min", "max", "mean", "transform", "cache", "persist", "repartition",
}  # fmt: skip
_ATTRIBUTES = frozenset(_FRAME | _public(Column) | _public(Window) | _public(WindowSpec) | _FUNCTIONS | _TYPES)
_IMPORTS = {
    "__future__": frozenset({"annotations"}),
    "pyspark.sql": frozenset({"functions", "types", "Window", "WindowSpec", "DataFrame", "SparkSession", "Column"}),
    "pyspark.sql.window": frozenset({"Window", "WindowSpec"}),
    "pyspark.sql.types": frozenset(_TYPES),
}
_BUILTINS = {"dict", "list", "tuple", "str", "int", "float", "bool", "len", "range", "reversed", "sorted", "zip", "enumerate"}
_TAKES_SQL = {"call_function", "filter", "where"}
# What the compiler needs of SQL that has no function of its own in PySpark.
_SQL_FUNCTIONS = {"div"}
_MOST_ROUNDS = 50
_NODES = (
    ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Assign, ast.For, ast.AnnAssign, ast.Expr, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Call,
    ast.keyword, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Subscript, ast.Slice, ast.Starred, ast.Lambda, ast.IfExp, ast.UnaryOp, ast.BinOp,
    ast.BoolOp, ast.Compare, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.ListComp, ast.DictComp, ast.GeneratorExp, ast.comprehension,
)  # fmt: skip
