"""What a job says of its own end, from Java exceptions as py4j shows them."""
import unittest

from py4j.protocol import Py4JNetworkError

from datamorph_job import compiled, failure, sources


class Java:
    """As much of a Java exception as is looked at."""

    def __init__(self, name, message="", cause=None, state=None, error_class=None, column=None, routine=None):
        self._name, self._message, self._cause, self._state, self._class = name, message, cause, state, error_class
        self._column, self._routine = column, routine

    def getClass(self):
        return self

    def getName(self):
        return self._name

    def getMessage(self):
        return self._message

    def getCause(self):
        return self._cause

    def getNextException(self):
        return None

    def getSQLState(self):
        return self._state

    def getErrorClass(self):
        return self._class

    def getServerErrorMessage(self):
        return Server(self._message, self._column, self._routine)


class Server:
    def __init__(self, message, column, routine):
        self._message, self._column, self._routine = message, column, routine

    def getMessage(self):
        return self._message

    def getColumn(self):
        return self._column

    def getConstraint(self):
        return None

    def getRoutine(self):
        return self._routine


def thrown(java: Java) -> Exception:
    error = Exception("An error occurred: secret row value 4711")
    error._origin = java
    return error


def psql(state: str, message: str = "", **more) -> Java:
    return Java("org.postgresql.util.PSQLException", message, state=state, **more)


def spark(cause: Java) -> Java:
    return Java("org.apache.spark.SparkException", "Job aborted: value 4711", cause)


class Kinds(unittest.TestCase):
    def kind(self, error: BaseException, step: str = "write") -> str:
        found = failure.classify(error, step)
        self.assertNotIn("4711", found.message)
        return found.kind

    def test_values_that_do_not_fit_are_data(self):
        overflow = Java("org.apache.spark.SparkArithmeticException", "[ARITHMETIC_OVERFLOW] 4711", error_class="ARITHMETIC_OVERFLOW")
        self.assertEqual(self.kind(thrown(spark(overflow))), "data")
        self.assertEqual(self.kind(thrown(spark(psql("22003", "4711 out of range")))), "data")
        self.assertEqual(self.kind(thrown(spark(psql("23502", "Failing row contains (4711)", column="total")))), "data")

    def test_what_the_compiled_code_refuses_is_data_and_says_what(self):
        raised = thrown(spark(Java("java.lang.RuntimeException", "data: sequence days has more than 10000000 rows")))
        self.assertEqual(failure.classify(raised, "write"), ("data", "sequence days has more than 10000000 rows"))
        self.assertEqual(self.kind(thrown(spark(Java("java.lang.RuntimeException", "metadata: secret")))), "code")

    def test_a_column_is_named_and_its_value_is_not(self):
        self.assertIn("column total", failure.classify(thrown(psql("23502", "(4711)", column="total")), "write").message)

    def test_what_a_restart_may_mend_is_capacity(self):
        for state in ("08006", "40001", "53100", "57014", "55P03"):
            with self.subTest(state):
                self.assertEqual(self.kind(thrown(psql(state))), "capacity")
        self.assertEqual(self.kind(thrown(spark(Java("java.lang.OutOfMemoryError")))), "capacity")
        self.assertEqual(self.kind(Py4JNetworkError("gone")), "capacity")
        self.assertEqual(self.kind(failure.DeadlinePassed()), "capacity")
        self.assertEqual(self.kind(thrown(psql("22023", "invalid snapshot", routine="ImportSnapshot"))), "capacity")

    def test_what_a_person_must_grant_is_access(self):
        for state in ("28P01", "42501", "3D000"):
            with self.subTest(state):
                self.assertEqual(self.kind(thrown(psql(state)), "sources"), "access")

    def test_a_table_or_column_that_is_gone_is_a_missing_source(self):
        self.assertEqual(self.kind(sources.SourceMissing("source a.b does not exist"), "sources"), "source-missing")
        self.assertEqual(self.kind(thrown(psql("42703")), "read"), "source-missing")

    def test_everything_else_is_a_defect(self):
        self.assertEqual(self.kind(compiled.CodeRefused("x"), "load"), "code")
        self.assertEqual(self.kind(KeyError("4711")), "code")
        self.assertEqual(self.kind(thrown(psql("42601")), "oracle"), "code")


if __name__ == "__main__":
    unittest.main()
