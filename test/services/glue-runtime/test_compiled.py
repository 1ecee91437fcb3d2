"""The allow-list over compiled code."""
import unittest

from datamorph_job import compiled

GOOD = '''"""Totals per customer."""
from pyspark.sql import Window
from pyspark.sql import functions as F


def transform(spark, sources):
    """One row per customer."""
    orders = sources["orders"].where(F.col("amount") > F.lit(10))
    by = Window.partitionBy("customer_id").orderBy(F.col("amount").desc_nulls_last())
    ranked = orders.withColumn("place", F.row_number().over(by)).where((F.col("place") <= 3) & ~F.col("gone").isNull())
    total = ranked.groupBy("customer_id").agg(F.sum("amount").alias("total"), F.count(F.lit(1)).alias("n"))
    return total.select("customer_id", F.call_function("div", "n", F.lit(2)).alias("n"), F.when(F.col("total").isNull(), F.lit(0)).otherwise(F.col("total")).alias("total"))
'''


def body(line: str, imports: str = "from pyspark.sql import functions as F") -> str:
    return f"{imports}\n\ndef transform(spark, sources):\n    {line}\n"


class Allowed(unittest.TestCase):
    def test_what_the_compiler_writes(self):
        self.assertEqual(compiled.load_transform(GOOD).__name__, "transform")

    def test_a_loop_whose_end_is_written_down(self):
        rounds = "rows = sources['a']\n    for level in range(1, 51):\n        rows = rows.select(F.lit(level).alias('n'))\n    return rows"
        self.assertEqual(compiled.load_transform(body(rounds)).__name__, "transform")


class Refused(unittest.TestCase):
    def refuses(self, source: str, what: str):
        with self.assertRaisesRegex(compiled.CodeRefused, what):
            compiled.load_transform(source)

    def test_other_imports(self):
        for line in ("import os", "from os import path", "from pyspark import SparkContext", "from pyspark.sql.functions import udf", "from . import x", "from pyspark.sql import *"):
            with self.subTest(line):
                self.refuses(body("return sources['a']", line), "import|Import")

    def test_imports_inside_the_function(self):
        self.refuses(body("import os; return os"), "Import")

    def test_names_that_reach_out(self):
        for name in ("eval('1')", "exec('1')", "open('/etc/passwd')", "__import__('os')", "getattr(spark, 'x')", "globals()", "compile('1', '', 'eval')"):
            with self.subTest(name):
                self.refuses(body(f"return {name}"), "the name")

    def test_attributes_that_reach_out(self):
        for attribute in ("spark.sparkContext", "spark._jvm", "spark.__class__", "spark.sql('select 1')", "spark.read", "sources['a'].write", "sources['a'].rdd", "sources['a'].collect()",
                          "sources['a'].foreach(print)", "F.udf", "F.java_method", "F.reflect", "F.sys", "F.col.__globals__", "sources['a'].toPandas()", "sources['a'].mapInPandas"):
            with self.subTest(attribute):
                self.refuses(body(f"return {attribute}"), "the attribute|the name")

    def test_sql_by_any_door(self):
        java = "\"reflect('java.lang.System', 'exit', 0)\""
        for call in (f"F.expr({java})", f"F.expr(str={java})", f"sources['a'].selectExpr({java})", f"F._invoke_function('expr', {java})", "F.call_udf('reflect', F.lit('a'))"):
            with self.subTest(call):
                self.refuses(body(f"return {call}"), "the attribute (expr|selectExpr|_invoke_function|call_udf)")

    def test_functions_under_names_of_their_own(self):
        for line in ("from pyspark.sql.functions import expr as x", "from pyspark.sql.functions import call_function", "from pyspark.sql.functions import col"):
            with self.subTest(line):
                self.refuses(body("return x(\"reflect('a', 'b')\")", line), "import of")

    def test_what_takes_sql_kept_for_later(self):
        for line in ("e = F.call_function\n    return e('reflect', F.lit('a'))", "w = sources['a'].where\n    return w('true')", "return [sources['a'].filter][0]('true')"):
            with self.subTest(line):
                self.refuses(body(line), "not called where it stands")

    def test_calls_of_any_sql_function(self):
        for call in ("F.call_function('reflect', F.lit('a'))", "F.call_function(funcName='reflect')", "F.call_function('di' + 'v')", "F.call_function(*['reflect'])", "F.call_function()"):
            with self.subTest(call):
                self.refuses(body(f"return {call}"), "call_function of something else than div")

    def test_conditions_that_may_be_text(self):
        for condition in ("'true'", "condition=F.col('a')", "'ref' + 'lect(1)'", "spark", "str('a')", "'a'.join(['b'])", "'%s' % F.col('a')", "F.col('a') if spark else 'b'",
                          "spark and 'a'", "['a'][0]", "(lambda: 'a')()", "*['a']", "'a'.replace('a', 'b')", "'a', F.col('b')"):
            with self.subTest(condition):
                self.refuses(body(f"return sources['a'].filter({condition})"), "filter of what may be text")

    def test_another_meaning_of_a_name(self):
        for line in ("F = 'reflekt()'\n    return sources['a'].where(F.replace('k', 'c'))", "return (lambda F: sources['a'].where(F.lower()))('REFLECT()')",
                     "return [sources['a'].where(F.lower()) for F in ['REFLECT()']][0]"):
            with self.subTest(line):
                self.refuses(body(line), "another meaning of F")
        self.refuses(body("return sources['a'].where(spark.lower())", "from pyspark.sql import functions as spark"), "another meaning of spark")

    def test_statements_that_no_plan_needs(self):
        for line in ("while True: pass", "try:\n        pass\n    except: pass", "global x", "del sources", "yield 1", "raise F", "class A: pass", "return f'{spark}'", "def inner(): pass"):
            with self.subTest(line):
                self.refuses(body(line), "line")

    def test_loops_that_may_go_on(self):
        for line in ("for a in sources: a = 1", "for a in range(1, 52): a = 1", "for a in range(50): a = 1", "for a in range(1, spark): a = 1", "for a in range(1, 2): return a",
                     "for a in range(1, 9):\n        for b in range(1, 9): b = 1", "for a, b in range(1, 2): a = 1", "for a in range(1, True): a = 1", "for a in range(1, 2): a = 1\n    else: a = 2"):
            with self.subTest(line):
                self.refuses(body(line), "a loop that is not counted")
        self.refuses(body("range = lambda a, b: sources\n    for a in range(1, 2): a = 1"), "another meaning of range")

    def test_code_outside_the_function(self):
        self.refuses("x = 1\n" + GOOD, "outside transform")
        self.refuses("print(1)\n" + GOOD, "outside transform")

    def test_another_function(self):
        self.refuses(GOOD + "\n\ndef other():\n    return 1\n", "one function")
        self.refuses("def transform(spark):\n    return 1\n", "is expected")
        self.refuses("@staticmethod\ndef transform(spark, sources):\n    return 1\n", "decorator")

    def test_what_does_not_parse(self):
        self.refuses("def transform(", "does not parse")


if __name__ == "__main__":
    unittest.main()
