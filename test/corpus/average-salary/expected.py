"""Rows of datamorph_out.department_salaries.

- staff: each row of employees with each row of departments where department_id of
  employees equals department_id of departments; rows without a partner are left out;
  each row of employees meets exactly one.
- paid_staff: each row of staff with each row of salaries where employee_id of staff
  equals employee_id of salaries; rows without a partner are left out.
- averages: one row of paid_staff per department_id and department_name, with
  employee_count as the number of different employee_id and average_salary as the
  average of salary.
- well_paid: the rows of averages where average_salary > 50000.
- datamorph_out.department_salaries: department_name, employee_count and average_salary
  of well_paid; it replaces what is there.
"""

from pyspark.sql import functions as F


def transform(spark, sources):
    employees = sources["employees"]
    departments = sources["departments"]
    salaries = sources["salaries"]

    staff = (
        employees.alias("left")
        .join(
            departments.alias("right"),
            F.col("left.department_id") == F.col("right.department_id"),
            "inner",
        )
        .select("left.employee_id", "right.*")
    )

    paid_staff = (
        staff.alias("left")
        .join(
            salaries.alias("right"),
            F.col("left.employee_id") == F.col("right.employee_id"),
            "inner",
        )
        .select("left.*", "right.salary")
    )

    averages = paid_staff.groupBy("department_id", "department_name").agg(
        F.count_distinct("employee_id").alias("employee_count"),
        F.avg(F.col("salary").cast("decimal(12,2)")).alias("average_salary"),
    )

    well_paid = averages.filter(F.col("average_salary") > 50000)

    return well_paid.select("department_name", "employee_count", "average_salary")
