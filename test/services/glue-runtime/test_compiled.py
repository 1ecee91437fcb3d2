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
    ranked = orders.withColumn("place", F.row_number().over(by)).where("place <= 3")
    total = ranked.groupBy("customer_id").agg(F.sum("amount").alias("total"), F.count(F.lit(1)).alias("n"))
    return total.select("customer_id", F.expr("try_cast(n AS int)").alias("n"), F.when(F.col("total").isNull(), F.lit(0)).otherwise(F.col("total")).alias("total"))
'''


def body(line: str, imports: str = "from pyspark.sql import functions as F") -> str:
    return f"{imports}\n\ndef transform(spark, sources):\n    {line}\n"


class Allowed(unittest.TestCase):
    def test_what_the_compiler_writes(self):
        self.assertEqual(compiled.load_transform(GOOD).__name__, "transform")


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

    def test_sql_that_calls_java(self):
        for call in ("F.expr(\"reflect('java.lang.System', 'exit', 0)\")", "sources['a'].selectExpr(\"JAVA_METHOD('a', 'b')\")", "F.call_function('reflect', F.lit('a'))", "sources['a'].where(\"reflect('a','b') = 1\")"):
            with self.subTest(call):
                self.refuses(body(f"return {call}"), "a call of Java")

    def test_sql_that_is_computed(self):
        self.refuses(body("return F.expr('ref' + 'lect(1)')"), "computed text")

    def test_statements_that_no_plan_needs(self):
        for line in ("while True: pass", "try:\n        pass\n    except: pass", "global x", "del sources", "yield 1", "raise F", "class A: pass", "return f'{spark}'", "def inner(): pass"):
            with self.subTest(line):
                self.refuses(body(line), "line")

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
